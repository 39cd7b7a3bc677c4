"""Which foreign type is which of ours: the mapping, as values. Pure.

Rules are looked through in order and the first that fits decides. What no rule fits is reported
under its own name (`frigate.dog`), which the engine shows as *unclassified*: nothing is dropped but
what a rule says to ignore.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fnmatch import translate
from functools import lru_cache
from typing import Any

from backends.adapters.sighting import Sighting, State, id_of
from console.domain.alerts.alert import Box
from console.domain.places.geo import Place
from console.ports.edge_reporter import EdgeReport

MOST_BOXES = 16
# Clocks that nobody set count from 1970 or 2000. What is further ahead than this is a wrong clock
# or a local time written as UTC: it cannot have happened yet.
CLOCKS_BEGIN, AHEAD = datetime(2001, 1, 1, tzinfo=UTC), timedelta(seconds=60)
# Edge protocol, section 5: what may never be folded into something else.
LIFE_TYPES = frozenset(
    {
        "sos.app", "sos.watch", "bell.pressed", "shelter.button", "shelter.offhook", "duress",
        "wearable.fall", "analytics.fall", "analytics.fight", "analytics.fire", "order.violation",
        "checkin.missed",
    }
)  # fmt: skip
MOST_CAMERAS = 16
MOST_FOUND = 1_024


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a mapping. Empty members ask for nothing.

    `kinds`, `origins` and `zones` are patterns (`*`, `?`), told apart without regard to case.
    `momentary` makes every report of it a point, so that each one is an alert of its own.
    """

    system: str
    kinds: tuple[str, ...]
    type: str = ""
    ignore: bool = False
    origins: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    minimum_score: float = 0.0
    momentary: bool = False
    category: str = ""
    text: str = ""
    drill: bool = False

    def fits(self, sighting: Sighting) -> bool:
        """Whether this rule speaks of the sighting."""
        return (
            self.system in ("", sighting.system)
            and _any_fits(self.kinds, (sighting.kind,))
            and (not self.origins or _any_fits(self.origins, (sighting.origin,)))
            and (not self.zones or _any_fits(self.zones, sighting.zones))
            and (not self.severities or sighting.severity.lower() in self.severities)
        )


@dataclass(frozen=True, slots=True)
class Origin:
    """What is configured of a foreign camera or panel.

    `name` is what operators call it, `cameras` are ours; `width` and `height` the pixels that a
    foreign box is measured in (0: unknown).
    """

    name: str
    cameras: tuple[str, ...] = ()
    place: Place | None = None
    zones: Mapping[str, Place] = field(default_factory=dict)
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The whole mapping of one adapter.

    `camera_places` knows where our cameras stand, for origins without a place of their own.
    `own_types` are Sunra's type names, which a webhook may use without a rule.
    """

    rules: Sequence[Rule] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    camera_places: Mapping[str, Place] = field(default_factory=dict)
    own_types: frozenset[str] = frozenset()
    _found: dict[tuple[object, ...], Rule | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def rule_of(self, sighting: Sighting) -> Rule | None:
        """The first rule that fits, None when the type is unmapped.

        Looked for once for what rules look at: the same cameras say the same things all day.
        """
        asked = (sighting.system, sighting.kind, sighting.origin, sighting.zones, sighting.severity)
        try:
            return self._found[asked]
        except KeyError:
            found = self._rule_of(sighting)
        if len(self._found) >= MOST_FOUND:
            self._found.clear()
        self._found[asked] = found
        return found

    def _rule_of(self, sighting: Sighting) -> Rule | None:
        found = next((rule for rule in self.rules if rule.fits(sighting)), None)
        if found is None and sighting.system == "webhook" and sighting.kind in self.own_types:
            return Rule("webhook", (sighting.kind,), sighting.kind)
        return found

    def type_of(self, sighting: Sighting) -> str:
        """Our type; an unmapped one keeps its foreign name behind the system's."""
        rule = self.rule_of(sighting)
        return rule.type if rule and rule.type else unmapped(sighting.system, sighting.kind)

    def report_of(self, sighting: Sighting, now: datetime) -> EdgeReport | None:
        """What to report, None when a rule ignores it or its score is too small.

        The end of something is reported whatever its score is by then.
        """
        rule = self.rule_of(sighting) or Rule("", ())
        if not _lets_pass(rule, sighting):
            return None
        origin = self.origin_of(sighting.origin)
        return EdgeReport(
            type=rule.type or unmapped(sighting.system, sighting.kind),
            time=_when(sighting, now),
            condition=_state(rule, sighting),
            subject=sighting.subject,
            drill=sighting.drill or rule.drill,
            data=self._content(rule, origin, sighting) | _claimed(sighting, now),
            pictures=sighting.pictures,
            id=sighting.id,
        )

    def lets_pass(self, sighting: Sighting) -> bool:
        """Whether `report_of` would give a report."""
        return _lets_pass(self.rule_of(sighting) or Rule("", ()), sighting)

    def technical_report(self, sighting: Sighting, now: datetime) -> EdgeReport:
        """What an adapter itself complains of: its kind is one of our types, no rule renames it."""
        origin = self.origin_of(sighting.origin)
        content = self._content(Rule("", ()), origin, sighting)
        return EdgeReport(
            sighting.kind, sighting.time or now, sighting.state, sighting.subject,
            data=content, id=sighting.id,
        )  # fmt: skip

    def origin_of(self, name: str) -> Origin:
        """What is configured of a foreign name; an unknown one stands for itself."""
        known = self.origins.get(name)
        if known is None and name:
            folded = name.casefold()
            known = next((o for each, o in self.origins.items() if each.casefold() == folded), None)
        return known or Origin(name, (name,) if name in self.camera_places else ())

    def _content(self, rule: Rule, origin: Origin, sighting: Sighting) -> dict[str, Any]:
        cameras = self._cameras(origin, sighting)
        place, placed_by = self._place(origin, sighting, cameras)
        content: dict[str, Any] = {
            **sighting.content,
            "location": _location(place),
            "placed_by": placed_by,
            "cameras": list(cameras[:MOST_CAMERAS]),
            "confidence": sighting.score,
            "boxes": [_box(each) for each in sighting.boxes[:MOST_BOXES]],
            "text": rule.text or sighting.text or ("" if rule.type else sighting.kind),
            "category": rule.category or sighting.content.get("category", ""),
            "zones": list(sighting.zones),
            "severity": sighting.severity,
            "origin": origin.name,
            "foreign": {"system": sighting.system, "kind": sighting.kind, **sighting.foreign},
        }
        return {name: each for name, each in content.items() if each not in (None, "", [])}

    def _cameras(self, origin: Origin, sighting: Sighting) -> tuple[str, ...]:
        """Ours, by what is configured; a name that is not configured is taken for one of ours."""
        if sighting.cameras:
            known = (self.origin_of(each).cameras or (each,) for each in sighting.cameras)
            return tuple(dict.fromkeys(camera for each in known for camera in each))
        named = (origin.name,) if origin.name and sighting.system in CAMERA_SYSTEMS else ()
        return origin.cameras or named

    def _place(
        self, origin: Origin, sighting: Sighting, cameras: Sequence[str]
    ) -> tuple[Place | None, str]:
        """The place, and the camera of the site it was taken from, if it was."""
        if sighting.place is not None and sighting.place.is_plausible:
            return sighting.place, ""
        zoned = next((origin.zones[z] for z in sighting.zones if z in origin.zones), None)
        if configured := zoned or origin.place:
            return configured, ""
        standing = next((each for each in cameras if each in self.camera_places), "")
        return self.camera_places.get(standing), standing


CAMERA_SYSTEMS = frozenset({"frigate", "onvif"})


def unmapped(system: str, kind: str) -> str:
    """The name of a type that no rule knows, in the letters of event types.

    A name in other letters keeps a mark of its own, so that two of them are not taken for one.
    """
    plain = re.sub(r"[^A-Za-z0-9]+", "_", kind).strip("_").lower()
    mark = "" if kind.isascii() else f"_{id_of(kind)[:8]}"
    return f"{system}.{(plain or 'unknown')[: 60 - len(system) - len(mark)]}{mark}"[:64]


def _when(sighting: Sighting, now: datetime) -> datetime:
    """When it happened by the sender, unless its clock never was set or runs ahead of ours."""
    time = sighting.time
    return time if time is not None and CLOCKS_BEGIN < time <= now + AHEAD else now


def _claimed(sighting: Sighting, now: datetime) -> dict[str, str]:
    """The sender's own time, where it is not believed."""
    if sighting.time is None or _when(sighting, now) == sighting.time:
        return {}
    return {"claimed_time": sighting.time.isoformat()}


def _any_fits(patterns: tuple[str, ...], names: Sequence[str]) -> bool:
    wanted = _one_of(patterns)
    return any(wanted.match(name.casefold()) for name in names)


@lru_cache(maxsize=1_024)
def _one_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """What any of these patterns fits, in folded letters: each message asks every rule."""
    return re.compile("|".join(translate(each.casefold()) for each in patterns) or r"(?!)")


def _lets_pass(rule: Rule, sighting: Sighting) -> bool:
    return not (rule.ignore or _too_weak(rule, sighting))


def _too_weak(rule: Rule, sighting: Sighting) -> bool:
    if sighting.score is None or sighting.state == "cleared":
        return False
    return sighting.score < rule.minimum_score


def _state(rule: Rule, sighting: Sighting) -> State:
    return "point" if rule.momentary else sighting.state


def _location(place: Place | None) -> dict[str, float] | None:
    if place is None:
        return None
    found = {"lat": place.lat, "lon": place.lon}
    return found if place.accuracy_m is None else {**found, "accuracy_m": place.accuracy_m}


def _box(box: Box) -> dict[str, Any]:
    found = {"x": box.x, "y": box.y, "w": box.w, "h": box.h}
    return {**found, "label": box.label} if box.label else found
