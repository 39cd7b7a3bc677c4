"""CAP 1.2 messages (OASIS, also ITU-T X.1303) read into sightings. Pure, total.

One chain of Alert, Update and Cancel is one condition: its subject is the identifier of the
earliest message that it names (`cap_chains` knows the others). Entities and document types are
refused before they are expanded (defusedxml). What senders leave out or write against the standard
costs no alert as long as it can be told apart from others.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from math import cos, hypot, radians
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from backends.adapters.loose import Unreadable, instant, number, words
from backends.adapters.sighting import Sighting, State, id_of, subject_of
from console.domain.places.geo import Place

NAMESPACES = (
    "urn:oasis:names:tc:emergency:cap:1.2", "urn:oasis:names:tc:emergency:cap:1.1",
    "http://www.incident.com/cap/1.0", "",
)  # fmt: skip
REQUIRED = ("identifier", "sender", "sent", "status", "msgType", "scope")
TOLD = ("event", "urgency", "severity", "certainty", "expires", "senderName")
STATUSES = ("Actual", "Exercise", "System", "Test", "Draft")
MESSAGES: dict[str, State | None] = {
    "Alert": "active", "Update": "active", "Cancel": "cleared", "Ack": None, "Error": None,
}  # fmt: skip
_REFERENCE = re.compile(r"\s*([^,]+),([^,]+),(\d{4}-\d\d-\d\dT[^\s,]+)")
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
KOREAN = frozenset({b"euc-kr", b"euckr", b"cp949", b"ks_c_5601-1987", b"ms949", b"uhc"})
_OFFSET = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$", re.IGNORECASE)
METRES_A_DEGREE = 111_195.0
MOST_CORNERS, MOST_REFERENCES = 1_000, 8_000


def read_cap(body: bytes, source: str) -> Sighting | None:
    """The sighting; None for what asks nothing of us (Ack, Error, a sign of life).

    Raises Unreadable with every problem.
    """
    alert = _root(body)
    space = alert.tag.rpartition("}")[0].lstrip("{")
    head = {name: _text(alert, space, name) for name in (*REQUIRED, "incidents")}
    head["references"] = words(alert.findtext(f"{{{space}}}references") or "", MOST_REFERENCES)
    _check(head)
    state = MESSAGES[head["msgType"]]
    blocks = _infos(alert, space)
    if state is None or (head["status"] == "System" and not blocks):
        return None
    info = blocks[0] if blocks else Element("info")
    event, category = (_text(info, space, name) for name in ("event", "category"))
    sent = _zoned(head["sent"])
    times = (_zoned(_text(info, space, name)) for name in ("onset", "effective"))
    return Sighting(
        "cap", f"{category or 'Other'}/{event or head['msgType']}", _id(source, head),
        state=state,
        subject=subject_of(source, _chain(head)),
        # What is forecast has not happened yet: the warning of it has.
        time=next((time for time in times if time and sent and time <= sent), sent),
        origin=_camera(info, space) or source,
        severity=_text(info, space, "severity").lower(),
        place=next((place for each in blocks if (place := _place(each, space))), None),
        text=_headline(info, space, event),
        drill=head["status"] in ("Exercise", "Test"),
        foreign={"source": source, **{name: each for name, each in head.items() if each},
                 **{name: text for name in TOLD if (text := _text(info, space, name))}},
    )  # fmt: skip


def _root(body: bytes) -> Element:
    try:
        root = fromstring(_readable(body), forbid_dtd=True)
    except DefusedXmlException:
        raise Unreadable("document types and entities are not taken") from None
    except (ParseError, ValueError, LookupError) as fault:
        raise Unreadable(f"not XML: {fault}") from None
    found = [each for each in root.iter() if _is_alert(each)]
    if len(found) != 1:
        said = "several alerts in one message" if found else "not a CAP 1.2 alert"
        raise Unreadable(f"{said}: {root.tag[:100]!r}")
    return found[0]


def _readable(body: bytes) -> bytes | str:
    """Korean in CP949, which the parser cannot read, as text without its declaration."""
    declared = _DECLARED.match(body[:200])
    korean = declared is not None and declared[1].lower() in KOREAN
    return body.decode("cp949").partition("?>")[2] if korean else body


def _is_alert(element: Element) -> bool:
    space, _, name = element.tag.rpartition("}")
    return name == "alert" and space.lstrip("{") in NAMESPACES


def _check(head: dict[str, str]) -> None:
    problems = [f"{name} is missing" for name in REQUIRED if not head[name]]
    if head["status"] and head["status"] not in STATUSES:
        problems.append(f"status is one of {', '.join(STATUSES)}")
    if head["status"] == "Draft":
        problems.append("a draft is not to be acted upon")
    if head["msgType"] and head["msgType"] not in MESSAGES:
        problems.append(f"msgType is one of {', '.join(MESSAGES)}")
    if head["sent"] and instant(head["sent"]) is None:
        problems.append("sent is no time")
    if problems:
        raise Unreadable("; ".join(problems))


def _zoned(text: str) -> datetime | None:
    """A time with its offset; one without could be in any zone, so that of arrival is better."""
    return instant(text) if _OFFSET.search(text) else None


def _id(source: str, head: dict[str, str]) -> str:
    return id_of("cap", source, head["sender"], head["identifier"], head["sent"])


def references_of(text: str) -> Iterator[tuple[str, str]]:
    """Sender and identifier of each message that is referred to, the earliest first."""
    found = [(instant(each[3]), each[1], each[2].strip()) for each in _REFERENCE.finditer(text)]
    for _, sender, name in sorted((time, s, i) for time, s, i in found if time is not None):
        yield sender, name


def _chain(head: dict[str, str]) -> str:
    """The identifier of the earliest message that is referred to, else this one's."""
    return next((name for _sender, name in references_of(head["references"])), head["identifier"])


def _infos(alert: Element, space: str) -> list[Element]:
    """The info blocks, the Korean ones first."""
    blocks = alert.findall(f"{{{space}}}info")
    return sorted(
        blocks, key=lambda each: not _text(each, space, "language").lower().startswith("ko")
    )


def _text(element: Element, space: str, name: str) -> str:
    return words(element.findtext(f"{{{space}}}{name}") or "", 1_000)


def _headline(info: Element, space: str, event: str) -> str:
    areas = [_text(each, space, "areaDesc") for each in info.findall(f"{{{space}}}area")[:4]]
    headline = _text(info, space, "headline") or event
    parts = (headline, ", ".join(filter(None, areas)), _text(info, space, "description"))
    return " · ".join(part for part in parts if part)[:1_000]


def _camera(info: Element, space: str) -> str:
    """A camera that the sender names as a parameter."""
    for each in info.findall(f"{{{space}}}parameter")[:32]:
        if _text(each, space, "valueName").lower() in ("camera", "camera_id", "cameraid"):
            return _text(each, space, "value")[:128]
    return ""


def _place(info: Element, space: str) -> Place | None:
    """The middle of the first circle or polygon, with its reach as accuracy."""
    for area in info.findall(f"{{{space}}}area")[:16]:
        circle = _text(area, space, "circle").split()
        if len(circle) == 2:
            centre, radius_km = _corner(circle[0]), number(circle[1])
            if centre is not None and radius_km is not None and radius_km >= 0:
                return Place(*centre, min(radius_km * 1_000, 1e6))
        polygon = (area.findtext(f"{{{space}}}polygon") or "").split()[:MOST_CORNERS]
        place = _middle([each for text in polygon if (each := _corner(text))])
        if place is not None:
            return place
    return None


def _corner(text: str) -> tuple[float, float] | None:
    lat, _, lon = text.partition(",")
    north, east = number(lat), number(lon)
    if north is None or east is None or not (-90 <= north <= 90 and -180 <= east <= 180):
        return None
    return north, east


def _middle(corners: list[tuple[float, float]]) -> Place | None:
    if len(corners) < 3:
        return None
    corners = corners[:-1] if corners[0] == corners[-1] else corners
    lat = _mean(each[0] for each in corners)
    lon = _mean(each[1] for each in corners)
    reach = max(
        hypot(each[0] - lat, (each[1] - lon) * cos(radians(lat))) * METRES_A_DEGREE
        for each in corners
    )
    return Place(round(lat, 7), round(lon, 7), round(min(reach, 1e6), 1))


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)
