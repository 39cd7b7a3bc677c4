"""ONVIF notifications read into sightings; over MQTT as Profile M writes them (JSON, `onvif-ej`).

Topic `PREFIX/onvif-ej/LOCAL/TOPIC[/&SOURCE...]`, payload `{UtcTime, PropertyOperation?, Source,
Key?, Data}` (ONVIF Core, event broker). Both spellings met in the field are read: plain members and
lists of `SimpleItem`; with and without name space prefixes. Pure but for the memory of conditions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from backends.adapters.conditions import Conditions
from backends.adapters.loose import (
    JsonObject,
    Unreadable,
    inner,
    instant,
    kept,
    member,
    number,
    parse_object,
    share,
    truth,
    words,
)
from backends.adapters.rules import RuleBook
from backends.adapters.sighting import Sighting, State, id_of, subject_of
from console.domain.alerts.alert import Box

MOST_BYTES = 1 << 20
MARK = "/onvif-ej/"
STATE_WORDS = frozenset(
    {
        "state", "logicalstate", "active", "failed", "failure", "loss", "alarm", "value", "status",
        "motion", "triggered", "detected", "tampering", "audio",
    }
)  # fmt: skip
# What a single item of a property may be that is no state although it can be 0 or 1.
NO_STATES = ("id", "count", "number", "index", "level", "token", "speed", "channel", "type")
MEMBERS = ("UtcTime", "PropertyOperation", "Source", "Key", "Data", "Frame", "Message",
           "NotificationMessage")  # fmt: skip
CHANNELS = (
    "VideoSourceConfigurationToken", "VideoSourceToken", "VideoSource", "Source", "channel",
)  # fmt: skip
# Rules of some makers say in an item's name what was seen.
NAMED_KINDS = {
    "ispeople": "Human", "isperson": "Human", "ishuman": "Human", "isvehicle": "Vehicle",
    "iscar": "Vehicle", "ispet": "Animal", "isanimal": "Animal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notification:
    """One ONVIF notification, wherever it came from. `topic` has no name space prefixes.

    `operation` is Initialized, Changed, Deleted or empty; `kind` is the class of what was seen, and
    `part` tells conditions apart that share topic and source.
    """

    topic: str
    time: datetime | None = None
    operation: str = ""
    source: Mapping[str, Any] = field(default_factory=dict)
    key: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    kind: str = ""
    boxes: tuple[Box, ...] = ()
    score: float | None = None
    part: str = ""

    @property
    def full_kind(self) -> str:
        """What rules look at: the topic, with the class if there is one."""
        return f"{self.topic}#{self.kind}" if self.kind else self.topic

    @property
    def holds(self) -> bool | None:
        """Whether the condition holds now; None for what has no state (a line was crossed)."""
        if self.operation == "Deleted":
            return False
        said = [truth(value) for name, value in self.data.items() if _is_state(name, value)]
        if not any(each is not None for each in said) and self.operation and len(self.data) == 1:
            said = [truth(v) for name, v in self.data.items() if not _is_number(name)]
        known = [each for each in said if each is not None]
        return any(known) if known else None


def _is_state(name: str, value: object) -> bool:
    plain = name.lower()
    if plain in STATE_WORDS or name[:2] == "Is" or plain[:3] == "is_":
        return True
    return isinstance(value, bool) or words(value, 8).lower() in ("true", "false")


def _is_number(name: str) -> bool:
    return name.lower().endswith(NO_STATES)


class ProfileMReader:
    """Reads `onvif-ej` messages of any number of cameras."""

    def __init__(self, filters: tuple[str, ...], book: RuleBook, conditions: Conditions) -> None:
        """`filters` are the topic filters to subscribe to."""
        self._filters = filters
        self._book = book
        self._conditions = conditions

    def topics(self) -> tuple[str, ...]:
        """What to subscribe to."""
        return self._filters

    def forget(self, sighting: Sighting) -> None:
        """A sighting did not arrive."""
        self._conditions.forget(sighting)

    def read(self, topic: str, payload: bytes) -> tuple[Sighting, ...]:
        """The sightings, none for what is no news. Raises Unreadable."""
        prefix, mark, local = f"/{words(topic, 1_000)}".partition(MARK)
        if not mark:
            raise Unreadable("not a topic of onvif-ej")
        prefix = camera_of(prefix.lstrip("/"), self._book)
        notification = notification_of(local, parse_object(payload or b"{}", MOST_BYTES))
        # Without a time of its own, the same words later are another event.
        name = id_of(topic, payload) if notification.time else id_of(topic, uuid4().bytes)
        return sightings_of(prefix, notification, name, self._book, self._conditions)


def camera_of(prefix: str, book: RuleBook, serial: str = "", unknown: str = "") -> str:
    """A camera's name: the whole prefix of its topics, its last part, or its serial number.

    Whichever the mapping or the site knows; `unknown` or the whole prefix when they know none.
    """
    names = (prefix, prefix.rpartition("/")[2], serial)
    known = (n for n in names if n and (n in book.origins or n in book.camera_places))
    return next(known, unknown or prefix)


def sightings_of(
    camera: str, notification: Notification, name: str, book: RuleBook, conditions: Conditions
) -> tuple[Sighting, ...]:
    """A camera's notification as sightings, none for no news. `name` is the first one's id."""
    origin = _origin(camera, notification, book)
    parts = (*notification.source.values(), *notification.key.values(), notification.part)
    subject = subject_of(origin, notification.topic, *(words(each, 64) for each in parts))
    news = conditions.news_of(
        subject or "",
        notification.full_kind,
        notification.holds,
        classed=bool(notification.kind),
        at_start=notification.operation == "Initialized",
    )
    return tuple(
        _sighting(origin, notification, subject, f"{name}{index or ''}", state, kind)
        for index, (state, kind) in enumerate(news)
    )


def _sighting(
    origin: str, notification: Notification, subject: str | None, name: str, state: State, kind: str
) -> Sighting:
    rule = words(notification.source.get("Rule") or notification.source.get("RuleName"), 64)
    return Sighting(
        "onvif", kind, name,
        state=state,
        subject=subject,
        time=notification.time,
        origin=origin,
        zones=(rule,) if rule else (),
        score=notification.score,
        boxes=notification.boxes,
        text=" · ".join(each for each in (kind, rule) if each),
        foreign=kept({"operation": notification.operation, "source": dict(notification.source),
                      "key": dict(notification.key), "data": dict(notification.data)}),
    )  # fmt: skip


def _origin(camera: str, notification: Notification, book: RuleBook) -> str:
    """The camera, or one channel of it when that channel is configured ("PREFIX/TOKEN")."""
    tokens = (words(notification.source.get(each), 64) for each in CHANNELS)
    channels = (f"{camera}/{token}" for token in tokens if token)
    return next((each for each in channels if each in book.origins), camera)


def notification_of(local: str, content: JsonObject) -> Notification:
    """The notification of a local topic and its JSON."""
    content = _plain(content)
    source, key = items_of(content.get("Source")), items_of(content.get("Key"))
    data, objects = items_of(content.get("Data")), list(_objects(content))
    named = [NAMED_KINDS[each] for name in data if (each := name.lower()) in NAMED_KINDS]
    kinds = [kind for kind, _, _ in objects if kind] or _kinds_in(topic_of(local), data) or named
    return Notification(
        topic=topic_of(local),
        time=instant(content.get("UtcTime")),
        operation=words(content.get("PropertyOperation"), 16),
        source=source or {f"Source{i}": each for i, each in enumerate(_sources(local))},
        key=key,
        data=data,
        kind=kinds[0] if kinds else "",
        part=named[0] if named else "",
        boxes=tuple(box for _, box, _ in objects if box is not None),
        score=next((s for _, _, s in objects if s is not None), share(data.get("Likelihood"))),
    )


def _plain(content: JsonObject) -> JsonObject:
    """The members by the names of the specification, out of an envelope where there is one."""
    names = {each.lower(): each for each in MEMBERS}
    plain = {names.get(name.rpartition(":")[2].lstrip("@").lower(), name): value
             for name, value in content.items()}  # fmt: skip
    within = inner(plain, "Message") or inner(plain, "NotificationMessage")
    return plain if "Data" in plain or not within else _plain(within)


def _kinds_in(topic: str, data: Mapping[str, Any]) -> list[str]:
    """Classes that are named beside the state, or what happened in an area."""
    plain = {name.lower(): value for name, value in data.items()}
    classes = words(plain.get("classtypes"), 128).replace(",", " ").split()
    if classes or not topic.endswith("/IvaArea"):
        return classes
    return words(plain.get("action"), 32).split()[:1]


def topic_of(local: str) -> str:
    """A topic without its source part and without name space prefixes."""
    path = words(local.partition("&")[0], 400).strip("/")
    parts = (each.rpartition(":")[2] for each in path.split("/"))
    return "/".join(each for each in parts if each.strip("."))[:200]


def _sources(local: str) -> list[str]:
    return [each for each in local.partition("&")[2].split("/") if each][:8]


def items_of(section: object) -> dict[str, Any]:
    """Names and values of a Source, Key or Data, whichever way they are written."""
    if isinstance(section, list):
        return dict(list(_named(section))[:32])
    if not isinstance(section, dict):
        return {}
    found: dict[str, Any] = {}
    for name, value in section.items():
        plain = name.rpartition(":")[2]
        if plain in ("SimpleItem", "ElementItem"):
            found.update(_named(value))
        elif not isinstance(value, dict | list):
            found[plain] = value
    return dict(list(found.items())[:32])


def _named(value: object) -> Iterator[tuple[str, Any]]:
    for each in value if isinstance(value, list) else [value]:
        plain = (
            {k.lstrip("@").lower(): v for k, v in each.items()} if isinstance(each, dict) else {}
        )
        if name := words(plain.get("name"), 64):
            yield name, plain.get("value")


def _objects(content: JsonObject) -> Iterator[tuple[str, Box | None, float | None]]:
    """Class, box and likelihood of what a scene description names, at most 16."""
    places = (inner(content, "Data"), inner(content, "Frame"), inner(content, "Data", "Frame"))
    found = next((each for place in places if (each := place.get("Object"))), None)
    for each in (found if isinstance(found, list) else [found])[:16]:
        if isinstance(each, dict):
            look = inner(each, "Appearance") or each
            kind, score = _class_of(member(look, "Class"))
            yield kind, _box(inner(look, "Shape", "BoundingBox"), kind), score


def _class_of(value: object) -> tuple[str, float | None]:
    """The class an object is given, as any of the forms that were in use since 2018."""
    kind = member(value, "Type") or member(value, "ClassCandidate") or value
    kind = kind[0] if isinstance(kind, list) and kind else kind
    if not isinstance(kind, dict):
        return words(kind, 32), None
    name = kind.get("Value") or kind.get("#text") or kind.get("$") or kind.get("Type") or ""
    return words(name, 32), share(kind.get("Likelihood", kind.get("@Likelihood")))


def _box(corners: JsonObject, label: str) -> Box | None:
    """ONVIF's picture runs from -1 to 1, upwards and to the right."""
    plain = {name.lstrip("@").lower(): number(value) for name, value in corners.items()}
    left, top = plain.get("left"), plain.get("top")
    right, bottom = plain.get("right"), plain.get("bottom")
    if left is None or top is None or right is None or bottom is None:
        return None
    x, y = _picture(left), 1 - _picture(max(top, bottom))
    w, h = _picture(right) - x, 1 - _picture(min(top, bottom)) - y
    return Box(round(x, 5), round(y, 5), round(w, 5), round(h, 5), label) if w > 0 < h else None


def _picture(value: float) -> float:
    return min(1.0, max(0.0, (value + 1) / 2))
