"""Frigate's MQTT messages read into sightings. Pure but for the memory of what is open.

Shapes: docs.frigate.video/integrations/mqtt (0.12 to 0.16). `new`, `update` and `end` of a review
are one condition. An update that tells an operator nothing new gives no sighting: each report asks
for attention again.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

from backends.adapters.conditions import Conditions
from backends.adapters.frigate_open import Openings
from backends.adapters.frigate_topics import FILTERS, FrigateTopics
from backends.adapters.loose import (
    JsonObject,
    Unreadable,
    inner,
    instant,
    kept,
    listed,
    member,
    parse_object,
    share,
    truth,
    words,
)
from backends.adapters.sighting import Sighting, State, id_of
from console.domain.alerts.alert import Box

MOST_BYTES = 1 << 20
GENERAL = ("reviews", "events", "available")
STATES: dict[str, State] = {"new": "active", "update": "active", "end": "cleared"}
# Messages of a review that are about its description, not about what is seen.
WITHOUT_NEWS = frozenset({"genai", "description"})

SizeOf = Callable[[str], tuple[int, int]]


class FrigateReader:
    """Reads one installation's messages, in their order."""

    def __init__(
        self,
        prefix: str,
        openings: Openings,
        size_of: SizeOf,
        conditions: Conditions | None = None,
        zones: frozenset[str] = frozenset(),
    ) -> None:
        """`prefix` is Frigate's `topic_prefix`; `size_of` gives a camera's detect width, height.

        `conditions` remembers what cameras told beside events; `zones` are the names of zones,
        which topics do not tell from cameras.
        """
        self._prefix = prefix
        self._openings = openings
        self._size_of = size_of
        self._said = ""
        self._beside = FrigateTopics(prefix, conditions or Conditions(), zones)
        self._speaks = False

    @property
    def counts(self) -> Counter[str]:
        """How many messages were left out, and why."""
        return self._beside.counts

    def topics(self) -> tuple[str, ...]:
        """What to subscribe to."""
        return topics_of(self._prefix)

    def forget(self, sighting: Sighting) -> None:
        """A sighting did not arrive; the same message will come again and is news then."""
        self._openings.forget(sighting.subject or "")
        self._beside.forget(sighting)
        self._said = "" if sighting.kind == "available" else self._said

    def read(self, topic: str, payload: bytes) -> tuple[Sighting, ...]:
        """The sightings, none for what is no news. Raises Unreadable."""
        name = topic.removeprefix(f"{self._prefix}/")
        if name == "available":
            return self._availability(payload)
        if name not in GENERAL:
            return self._beside.read(tuple(name.split("/")), payload, speaks=self._speaks)
        content = parse_object(payload, MOST_BYTES)
        what = words(content.get("type"), 16)
        if what in WITHOUT_NEWS:
            return ()
        state, after = STATES.get(what), inner(content, "after") or inner(content, "before")
        if state is None or not words(after.get("id")):
            raise Unreadable("neither a review nor a tracked object of Frigate")
        self._speaks = True
        read = self._review if name == "reviews" else self._object
        return read(after, state, id_of(topic, payload))

    def _availability(self, payload: bytes) -> tuple[Sighting, ...]:
        said = words(payload[:64].decode("utf-8", "replace"), 16).lower()
        if said not in ("online", "offline", "stopped"):
            raise Unreadable("neither online nor offline")
        if said == self._said:
            return ()
        self._said = said
        state: State = "cleared" if said == "online" else "active"
        text = f"Frigate {self._prefix}: {said}"
        name = id_of("available", uuid4().bytes)
        return (
            Sighting("frigate", "available", name, state=state, subject=self._prefix, text=text),
        )

    def _review(self, after: JsonObject, state: State, name: str) -> tuple[Sighting, ...]:
        detail = inner(after, "data")
        objects = listed(detail.get("objects")) or listed(after.get("objects"))
        kinds = (*objects, *listed(detail.get("audio")))
        found = self._seen(after, state, name)
        zones = tuple(dict.fromkeys((*listed(detail.get("zones")), *found.zones)))
        severity = words(after.get("severity"), 16).lower()
        found = replace(
            found,
            kind="review",
            zones=zones,
            score=share(after.get("score")),
            severity=severity,
            text=_text(kinds, listed(detail.get("sub_labels")), zones),
        )
        plain = [each.removesuffix("-verified") for each in kinds]
        members = listed(detail.get("detections"))
        facts = (frozenset(kinds), frozenset(zones), severity)
        return self._openings.review(found, plain, members, facts)

    def _object(self, after: JsonObject, state: State, name: str) -> tuple[Sighting, ...]:
        if truth(after.get("false_positive")) and not self._openings.knows(words(after["id"], 128)):
            return ()
        label, sub_label = (
            words(after.get("label"), 64) or "object",
            _name_in(after.get("sub_label")),
        )
        score = share(after.get("top_score"))
        found = self._seen(after, state, name)
        found = replace(
            found,
            kind=label,
            score=share(after.get("score")) if score is None else score,
            boxes=tuple(self._boxes(after, label)),
            text=_text((label,), (sub_label,), found.zones),
        )
        return self._openings.object(found, (label, frozenset(found.zones), sub_label))

    def _seen(self, after: JsonObject, state: State, name: str) -> Sighting:
        zones = (*listed(after.get("current_zones")), *listed(after.get("entered_zones")))
        return Sighting(
            "frigate", "", name,
            state=state,
            subject=words(after["id"], 128),
            time=(instant(after.get("end_time")) if state == "cleared" else None)
            or instant(after.get("start_time")),
            origin=words(after.get("camera"), 128),
            zones=tuple(dict.fromkeys((*zones, *listed(after.get("zones"))))),
            foreign=kept(after),
        )  # fmt: skip

    def _boxes(self, after: JsonObject, label: str) -> Iterator[Box]:
        corners = (
            member(after, "box") or member(after, "snapshot", "box") or member(after, "data", "box")
        )
        width, height = self._size_of(words(after.get("camera"), 128))
        shape = member(after, "frame_shape")
        if not width and isinstance(shape, list) and len(shape) >= 2:
            height, width = (int(n) if isinstance(n, int) else 0 for n in shape[:2])
        box = box_of(corners, width, height, label)
        if box is not None:
            yield box


def topics_of(prefix: str) -> tuple[str, ...]:
    """What a Frigate with that `topic_prefix` is listened to by."""
    return tuple(f"{prefix}/{name}" for name in (*GENERAL, *FILTERS))


def box_of(corners: Any, width: int, height: int, label: str) -> Box | None:  # noqa: ANN401 -- JSON
    """A box of the picture from pixel corners (x1, y1, x2, y2), or from shares (x, y, w, h)."""
    if not isinstance(corners, list) or len(corners) != 4:
        return None
    if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in corners):
        return None
    if all(0 <= n <= 1 for n in corners) and any(isinstance(n, float) for n in corners):
        x, y, w, h = corners
        return _within(x, y, w, h, label)
    if width <= 0 or height <= 0 or any(abs(n) > 1e6 for n in corners):
        return None
    left, top, right, bottom = corners
    x, y = left / width, top / height
    return _within(x, y, right / width - x, bottom / height - y, label)


def _within(x: float, y: float, w: float, h: float, label: str) -> Box | None:
    """The part of a box that lies in the picture."""
    left, top = min(1.0, max(0.0, x)), min(1.0, max(0.0, y))
    right, bottom = min(1.0, max(0.0, x + w)), min(1.0, max(0.0, y + h))
    if right <= left or bottom <= top:
        return None
    size = (round(right - left, 5), round(bottom - top, 5))
    return Box(round(left, 5), round(top, 5), *size, label)


def _name_in(value: Any) -> str:  # noqa: ANN401 -- JSON is anything
    """A name, or the name of a pair of name and score."""
    return words(value[0] if isinstance(value, list) and value else value, 64)


def _text(labels: tuple[str, ...], sub_labels: tuple[str, ...], zones: tuple[str, ...]) -> str:
    parts = (", ".join(filter(None, each)) for each in (labels, sub_labels, zones))
    return " · ".join(part for part in parts if part)
