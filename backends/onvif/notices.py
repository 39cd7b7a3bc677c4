"""A camera's answer to PullMessages, read leniently: elements are known by their local names. Pure.

Cameras leave out what the schema demands and add what it forbids; what can be read is read. Foreign
XML goes through defusedxml and is bounded before it comes here. Never raises but `Unreadable`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isfinite
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from console.ports.camera_events import CameraNotice, SeenObject

MOST_NOTICES, MOST_ITEMS, MOST_OBJECTS, MOST_TEXT = 1_000, 64, 16, 500
Move = tuple[float, float, float, float]
_STAY: Move = (1.0, 1.0, 0.0, 0.0)


class Unreadable(Exception):
    """The bytes are no envelope; nothing of them is repeated."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came: notices, and the fault's words instead when the camera said no."""

    notices: tuple[CameraNotice, ...] = ()
    fault: str = ""
    codes: tuple[str, ...] = field(default=())


def read_pulled(content: bytes, clock_offset_s: float | None = None) -> Pulled:
    """The notices of an envelope. Raises Unreadable."""
    try:
        root: Element = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        raise Unreadable from None
    fault = next(_named(root, "Fault"), None)
    if fault is not None:
        words = " ".join(_texts(fault, "Text") or _texts(fault, "faultstring")) or "no reason given"
        return Pulled(fault=words[:MOST_TEXT], codes=tuple(_texts(fault, "Value")[:8]))
    if next(_named(root, "PullMessagesResponse"), None) is None:
        raise Unreadable
    holders = list(_named(root, "NotificationMessage"))[:MOST_NOTICES]
    found = (_notice(each, clock_offset_s) for each in holders)
    return Pulled(tuple(each for each in found if each is not None))


def _notice(holder: Element, clock_offset_s: float | None) -> CameraNotice | None:
    topic = (next(iter(_texts(holder, "Topic")), "")).strip()
    messages = list(_named(holder, "Message"))
    if not topic or not messages:
        return None
    message = next((each for each in messages if _is_inner(each)), messages[-1])
    return CameraNotice(
        topic=topic[:MOST_TEXT],
        time=_instant(message.get("UtcTime", "")),
        operation=message.get("PropertyOperation", "")[:16],
        source=_items(message, "Source"),
        key=_items(message, "Key"),
        data=_items(message, "Data"),
        objects=tuple(_objects(message))[:MOST_OBJECTS],
        clock_offset_s=clock_offset_s,
    )


def _is_inner(message: Element) -> bool:
    """ONVIF's own Message lies in the notification's; some cameras write only one of them."""
    return bool(message.get("UtcTime")) or any(
        _local(each) in ("Source", "Key", "Data") for each in message
    )


def _items(message: Element, section: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for part in message:
        if _local(part) == section:
            for item in _named(part, "SimpleItem"):
                if name := item.get("Name", "")[:64]:
                    found[name] = item.get("Value", "")[:MOST_TEXT]
    return dict(list(found.items())[:MOST_ITEMS])


def _objects(message: Element) -> Iterator[SeenObject]:
    """What a scene description shows, in ONVIF's picture."""
    frames = list(_named(message, "Frame")) or [message]
    for frame in frames[:4]:
        move = _transformation(frame)
        for seen in _named(frame, "Object"):
            kind, score = _class(seen)
            box = next(_named(seen, "BoundingBox"), None)
            own = next((each for each in _named(seen, "Appearance")), None)
            inner = _transformation(own) if own is not None else _STAY
            yield SeenObject(kind, score, _box(box, move if inner == _STAY else inner))


def _transformation(parent: Element) -> Move:
    """Scale and translation to the picture from -1 to 1 (ONVIF Analytics, 5.1.2.2)."""
    found = next((each for each in parent if _local(each) == "Transformation"), None)
    if found is None:
        return _STAY
    parts = {_local(each): each for each in found}
    scale, shift = parts.get("Scale"), parts.get("Translate")
    numbers = (
        _number(scale, "x"), _number(scale, "y"), _number(shift, "x"), _number(shift, "y"),
    )  # fmt: skip
    sx, sy, tx, ty = numbers
    return (sx or 1.0, sy or 1.0, tx or 0.0, ty or 0.0)


def _box(box: Element | None, move: Move) -> tuple[float, float, float, float] | None:
    left, top = _number(box, "left"), _number(box, "top")
    right, bottom = _number(box, "right"), _number(box, "bottom")
    if left is None or top is None or right is None or bottom is None:
        return None
    sx, sy, tx, ty = move
    return (left * sx + tx, top * sy + ty, right * sx + tx, bottom * sy + ty)


def _class(seen: Element) -> tuple[str, float | None]:
    """The likeliest class, written in any of the ways since 2008."""
    found: list[tuple[str, float | None]] = []
    for parent in _named(seen, "Class"):
        found += [
            ((kind.text or "").strip()[:64], _number(kind, "Likelihood"))
            for kind in _named(parent, "Type")
        ]
        for candidate in _named(parent, "ClassCandidate"):
            likelihood = next(iter(_texts(candidate, "Likelihood")), "")
            kind_text = next(iter(_texts(candidate, "Type")), "").strip()[:64]
            found.append((kind_text, _parsed(likelihood)))
    named = [each for each in found if each[0]]
    return max(named, key=lambda each: each[1] or 0.0, default=("", None))


def _named(root: Element, name: str) -> Iterator[Element]:
    return (each for each in root.iter() if _local(each) == name)


def _texts(root: Element, name: str) -> list[str]:
    return [each.text.strip() for each in _named(root, name) if each.text and each.text.strip()]


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _number(element: Element | None, name: str) -> float | None:
    return None if element is None else _parsed(element.get(name, ""))


def _parsed(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) and abs(value) < 1e6 else None


def _instant(text: str) -> datetime | None:
    """A time of the schema; one without a zone is UTC, as the attribute's name says."""
    try:
        found = datetime.fromisoformat(text.strip())
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
