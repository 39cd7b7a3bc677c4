"""The steady count beside the machine-made times of an alert (R-ARC-01). Pure.

A count is a place on the engine's steady count, in milliseconds: it goes on whatever anybody does
to a clock, and over a restart. The difference of two counts is how long something really took. The
counts of `occurred` and `sent` are the device's own, since its start, and not compared with ours.
An alert of an older program has none; then its times are all there is.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from console.domain.alerts.alert import Alert
from console.domain.alerts.handling import Dispatch, Handling

OF_DEVICE = frozenset({"occurred", "sent"})
_SINGLE = {
    "received": "raised",
    "claimed": "first_claimed_at",
    "acknowledged": "first_acknowledged_at",
    "resolved": "cleared_at",
    "closed": "closed_at",
}


def counts_of(alert: Alert) -> dict[str, int]:
    """The counts that are known, by the names of the times (see `stamps`)."""
    found = dict(alert.steady)
    if is_point(alert) and "closed" in found:
        found["resolved"] = found["closed"]
    sent = [each for each in alert.handling.dispatches if each.withdrawn is None]
    steps = {
        "dispatched": _first((each.sent, each.sent_ms) for each in sent),
        "accepted": _first((each.accepted, each.accepted_ms) for each in sent),
        "on_scene": _first((each.on_scene, each.on_scene_ms) for each in sent),
    }
    return found | {name: count for name, count in steps.items() if count is not None}


def counted(alert: Alert, before: Alert | None, now_ms: int) -> Alert:
    """The alert with this count beside each of our times that an act has just made.

    As it is when the count is not known (0), or when the raising already brought it.
    """
    if not now_ms or (before is None and alert.steady and not alert.handling.dispatches):
        return alert
    kept = dict(alert.steady)
    for name, field in _SINGLE.items():
        if before is None or getattr(before, field) != getattr(alert, field):
            _note(kept, name, getattr(alert, field), now_ms, is_new=before is None)
    verdict = alert.handling.verified
    if before is None or before.handling.verified != verdict:
        _note(kept, "verified", verdict, now_ms, is_new=before is None)
    handling = _counted_dispatches(alert, before, now_ms)
    steady = tuple(kept.items())
    if steady == alert.steady and handling is alert.handling:
        return alert
    return replace(alert, steady=steady, handling=handling)


def answered_ms(alert: Alert) -> int | None:
    """The count of the first answer; None without one, or when a part of it has no count."""
    known = dict(alert.steady)
    answers = (("claimed", alert.first_claimed_at), ("acknowledged", alert.first_acknowledged_at))
    given = [known.get(name) for name, at in answers if at is not None]
    counts = [each for each in given if each is not None]
    return min(counts) if counts and len(counts) == len(given) else None


def newest_count(alerts: Iterable[Alert]) -> int:
    """The highest count of ours on record; 0 without any."""
    every = (counts_of(alert).items() for alert in alerts)
    return max((n for counts in every for name, n in counts if name not in OF_DEVICE), default=0)


def is_point(alert: Alert) -> bool:
    """Whether it tells of a moment: such an alert is resolved when it is closed."""
    return alert.cleared_at is None and alert.condition.value == "cleared"


def _note(kept: dict[str, int], name: str, made: object, now_ms: int, *, is_new: bool) -> None:
    if made is None:
        kept.pop(name, None)
    elif not (is_new and name in kept):
        kept[name] = now_ms


def _counted_dispatches(alert: Alert, before: Alert | None, now_ms: int) -> Handling:
    known = {each.id: each for each in before.handling.dispatches} if before else {}
    made = tuple(_counted(each, known.get(each.id), now_ms) for each in alert.handling.dispatches)
    if all(ours is theirs for ours, theirs in zip(made, alert.handling.dispatches, strict=True)):
        return alert.handling
    return replace(alert.handling, dispatches=made)


def _counted(now: Dispatch, before: Dispatch | None, now_ms: int) -> Dispatch:
    sent, accepted, on_scene = now.sent_ms, now.accepted_ms, now.on_scene_ms
    if before is None:
        sent = now_ms
    if now.accepted is not None and (before is None or before.accepted is None):
        accepted = now_ms
    if now.on_scene is not None and (before is None or before.on_scene is None):
        on_scene = now_ms
    if (sent, accepted, on_scene) == (now.sent_ms, now.accepted_ms, now.on_scene_ms):
        return now
    return replace(now, sent_ms=sent, accepted_ms=accepted, on_scene_ms=on_scene)


def _first(steps: Iterable[tuple[datetime | None, int | None]]) -> int | None:
    """The count of the earliest step; None when it has none."""
    known = [(at, count) for at, count in steps if at is not None]
    counts = [count for _, count in known if count is not None]
    # Counts order better than times do, where every step has one.
    return min(counts) if counts and len(counts) == len(known) else None
