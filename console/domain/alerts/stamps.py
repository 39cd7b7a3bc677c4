"""The fifteen machine-made times of an alert (R-ARC-01), and which of them contradict each other.

Pure. A contradiction is told, never mended: the times stay as their clocks gave them. Beside each
time stands its steady count (see `counts`), and where two times have one, their order and their
span are those of the counts: a clock that was set in between makes no contradiction. `sent` is the
word of a device that tells it (`data.sent`); of another it stays empty rather than invented.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from console.domain.alerts.alert import Alert
from console.domain.alerts.counts import counts_of, is_point
from console.domain.alerts.handling import Dispatch

DEVICE, ENGINE, SEAT = "device", "engine", "seat"
_CLOCKS = {"occurred": DEVICE, "sent": DEVICE, "displayed": SEAT, "annunciated": SEAT} | {
    "opened": SEAT
}
# Each pair is in order when both are known and the second is not before the first.
_ORDER = (
    ("occurred", "sent"),
    ("occurred", "received"),
    ("sent", "received"),
    ("received", "durable"),
    ("durable", "displayed"),
    ("durable", "annunciated"),
    ("displayed", "opened"),
    ("received", "claimed"),
    ("received", "acknowledged"),
    ("received", "verified"),
    ("received", "dispatched"),
    ("dispatched", "accepted"),
    ("dispatched", "on_scene"),
    ("accepted", "on_scene"),
    ("received", "resolved"),
    ("acknowledged", "closed"),
    ("claimed", "closed"),
    ("dispatched", "closed"),
    ("on_scene", "closed"),
    ("received", "closed"),
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """One time (UTC), whose clock it is of, and whether anything speaks against it.

    `mono_ms` is its steady count in milliseconds; of a device's time, that device's own monotonic
    clock. None where it is not known: an alert of an older program, a seat that does not tell it.
    """

    at: datetime
    clock: str
    trusted: bool
    mono_ms: int | None = None


def times_of(alert: Alert, durable: datetime | None = None) -> dict[str, datetime | None]:
    """All fifteen by name, in the order of a plain course; None for what did not happen yet.

    `durable` is the store's where it is at hand. A point in time is resolved when its alert is
    closed.
    """
    sent = [each for each in alert.handling.dispatches if each.withdrawn is None]
    verified = alert.handling.verified
    return {
        "occurred": alert.occurred,
        "sent": alert.handling.sent_at,
        "received": alert.raised,
        "durable": durable or alert.handling.durable_at,
        "displayed": alert.handling.displayed_at,
        "annunciated": alert.handling.annunciated_at,
        "opened": alert.handling.opened_at,
        "claimed": alert.first_claimed_at,
        "acknowledged": alert.first_acknowledged_at,
        "verified": verified.at if verified else None,
        **_of_dispatches(sent),
        "resolved": alert.closed_at if is_point(alert) else alert.cleared_at,
        "closed": alert.closed_at,
    }


def out_of_order(
    times: Mapping[str, datetime | None], counts: Mapping[str, int] | None = None
) -> list[tuple[str, str]]:
    """Every pair whose second time lies before its first; by their counts where both have one."""
    ours = {name: n for name, n in (counts or {}).items() if _clock(name) != DEVICE}
    return [pair for pair in _ORDER if _contradicts(pair, times, ours)]


def seconds_between(alert: Alert, first: str, second: str) -> float | None:
    """How long it took from one time to another (s); None while one is missing."""
    counts, times = counts_of(alert), times_of(alert)
    if DEVICE not in {_clock(first), _clock(second)} and first in counts and second in counts:
        return (counts[second] - counts[first]) / 1_000
    begun, ended = times.get(first), times.get(second)
    return None if begun is None or ended is None else (ended - begun).total_seconds()


def stamps_of(alert: Alert, durable: datetime | None = None) -> dict[str, Stamp | None]:
    """The same as stamps. A foreign clock that contradicts another time is not trusted."""
    times, counts = times_of(alert, durable), counts_of(alert)
    # By the times alone too: where the counts agree, a seat may still show a wrong time.
    pairs = {*out_of_order(times), *out_of_order(times, counts)}
    doubted = {name for pair in pairs for name in pair}
    if alert.delayed:
        doubted |= {"occurred"}
    return {
        name: None
        if at is None
        else Stamp(at, _clock(name), _is_trusted(name, doubted), counts.get(name))
        for name, at in times.items()
    }


def _of_dispatches(sent: list[Dispatch]) -> dict[str, datetime | None]:
    return {
        "dispatched": min((each.sent for each in sent), default=None),
        "accepted": _earliest(each.accepted for each in sent),
        "on_scene": _earliest(each.on_scene for each in sent),
    }


def _earliest(times: Iterable[datetime | None]) -> datetime | None:
    return min((each for each in times if each is not None), default=None)


def _contradicts(
    pair: tuple[str, str], times: Mapping[str, datetime | None], counts: Mapping[str, int]
) -> bool:
    first, second = pair
    if first in counts and second in counts:
        return counts[second] < counts[first]
    begun, ended = times.get(first), times.get(second)
    return begun is not None and ended is not None and ended < begun


def _clock(name: str) -> str:
    return _CLOCKS.get(name, ENGINE)


def _is_trusted(name: str, doubted: set[str]) -> bool:
    return _clock(name) == ENGINE or name not in doubted
