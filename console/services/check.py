"""The headless check: what should have worked, held against what did. Pure.

Three independent witnesses are compared: what the devices say they sent (`Sent`), what the engine's
database holds (`Kept`) and what the alert queue painted.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median, quantiles
from typing import Any

from console.ports.player import PictureState

Key = tuple[str, int, int]
GRACE = timedelta(seconds=1.5)


@dataclass(frozen=True, slots=True)
class Sent:
    """One event as its device recorded it: `key` is (source, boot, sequence)."""

    key: Key
    type: str
    sent: datetime
    receipted: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """One event as the engine's database holds it; `alert` is None for a bare log event."""

    key: Key
    type: str
    alert: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What the console saw while it ran, `until` its last look.

    `painted` is when each alert's row was first painted in view; `listed` are the alerts that were
    rows of the queue, those below the fold too; `queue` are the rows at the end, in their order;
    `pictures` are the tiles whose camera has a stream.
    """

    until: datetime
    painted: Mapping[int, datetime]
    listed: frozenset[int]
    queue: tuple[int, ...]
    pictures: Mapping[str, PictureState]
    moving: int
    wanted: int
    gap_p99_ms: float
    errors: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    shed: str = ""
    linked: bool = True
    """Whether the engine answered at any time."""
    painted_fps: tuple[float, ...] = ()
    """Pictures painted a second, of each tile with a stream, over the second half of the time."""


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict and the figures behind it. Times in milliseconds."""

    wanted: int
    live: int
    moving: int
    sent: int
    receipted: int
    stored: int
    shown: int
    in_view: int
    log_only: int
    queue: tuple[int, ...]
    p50_ms: float | None
    p95_ms: float | None
    slowest_ms: float | None
    slowest: str
    gap_p99_ms: float
    wrong: tuple[str, ...] = field(default=())
    missing: tuple[str, ...] = ()
    shed: str = ""
    tile_fps: float | None = None
    slowest_tile_fps: float | None = None

    @property
    def exit_code(self) -> int:
        """0 all worked, 1 something that should work did not, 2 a part is not installed."""
        if self.missing:
            return 2
        return 1 if self.wrong else 0


def kept_of(rows: Iterable[Mapping[str, Any]]) -> list[Kept]:
    """Events from the database's listing; quarantined messages are none."""
    return [
        Kept((row["source"], row["boot"], row["sequence"]), row["type"], row["alert"])
        for row in rows
        if not row["quarantined"]
    ]


def hold_against(sent: Sequence[Sent], kept: Sequence[Kept], seen: Seen) -> Report:
    """Compare the three witnesses. `Seen.wanted` is how many pictures should be live.

    What was sent less than `GRACE` before the last look is left out: it may lawfully be under way.
    """
    sent = [each for each in sent if each.sent <= seen.until - GRACE]
    stored = {row.key: row for row in kept}
    doubled = len(kept) - len(stored)
    live = sum(state.state == "live" for state in seen.pictures.values())
    delays = _delays(sent, stored, seen.painted)
    wrong = [
        *([] if seen.linked else ["the engine never answered"]),
        *_events_wrong(sent, stored, seen.listed),
        *([f"{doubled} events are stored twice"] if doubled else []),
        *_pictures_wrong(live, seen),
        *seen.errors,
    ]
    slowest = max(delays, key=lambda each: each[0], default=None)
    return Report(
        wanted=seen.wanted,
        live=live,
        moving=seen.moving,
        sent=len(sent),
        receipted=sum(each.receipted is not None for each in sent),
        stored=sum(each.key in stored for each in sent),
        shown=sum(_is_among(stored.get(each.key), seen.listed) for each in sent),
        in_view=sum(_is_among(stored.get(each.key), seen.painted) for each in sent),
        queue=seen.queue,
        log_only=sum(each.key in stored and stored[each.key].alert is None for each in sent),
        p50_ms=median(delay for delay, _ in delays) if delays else None,
        p95_ms=_p95([delay for delay, _ in delays]),
        slowest_ms=slowest[0] if slowest else None,
        slowest=slowest[1] if slowest else "",
        gap_p99_ms=seen.gap_p99_ms,
        wrong=tuple(wrong),
        missing=seen.missing,
        shed=seen.shed,
        tile_fps=round(median(seen.painted_fps), 1) if seen.painted_fps else None,
        slowest_tile_fps=round(min(seen.painted_fps), 1) if seen.painted_fps else None,
    )


def _delays(
    sent: Sequence[Sent], stored: Mapping[Key, Kept], painted: Mapping[int, datetime]
) -> list[tuple[float, str]]:
    """Milliseconds from the sending of an alert's first event to its row on the screen, and name.

    Later events of the same alert change a row that is there already: they have no such delay.
    """
    first: dict[int, Sent] = {}
    for each in sorted(sent, key=lambda one: one.sent):
        row = stored.get(each.key)
        if row is not None and row.alert is not None and row.alert in painted:
            first.setdefault(row.alert, each)
    return [
        ((painted[number] - each.sent).total_seconds() * 1000, f"{each.type} of {each.key[0]}")
        for number, each in first.items()
    ]


def _is_among(row: Kept | None, alerts: Container[int | None]) -> bool:
    return row is not None and row.alert is not None and row.alert in alerts


def _events_wrong(
    sent: Sequence[Sent], stored: Mapping[Key, Kept], listed: frozenset[int]
) -> list[str]:
    wrong = []
    for each in sent:
        name = f"{each.type} {each.key[2]} of {each.key[0]}"
        row = stored.get(each.key)
        if each.receipted is None:
            wrong.append(f"{name} was sent and never receipted")
        elif row is None:
            wrong.append(f"{name} was receipted and is not stored")
        elif row.alert is not None and row.alert not in listed:
            wrong.append(f"{name} is alert {row.alert} and was never in the queue")
    return wrong


def _pictures_wrong(live: int, seen: Seen) -> list[str]:
    wrong = [
        f"camera {camera} is {state.state}: {state.reason or 'no reason given'}"
        for camera, state in seen.pictures.items()
        if state.state != "live"
    ]
    if live < seen.wanted:
        wrong.append(f"only {live} of {seen.wanted} pictures are live")
    if seen.moving < live:
        wrong.append(f"only {seen.moving} of {live} live pictures move")
    return wrong


def _p95(values: Sequence[float]) -> float | None:
    if len(values) < 2:
        return values[0] if values else None
    return quantiles(values, n=20, method="inclusive")[-1]


def one_page(report: Report) -> str:
    """The summary for people."""
    verdict = {0: "everything worked", 1: "something did not work", 2: "a part is missing"}
    lines = [
        f"Sunra headless check: {verdict[report.exit_code]}",
        "",
        f"  cameras live            {report.live} of {report.wanted} ({report.moving} moving)",
        f"  events sent             {report.sent}",
        f"  events receipted        {report.receipted}",
        f"  events stored           {report.stored}",
        f"  in the queue            {report.shown} ({report.in_view} of them in view)",
        f"  for the log only        {report.log_only}",
        f"  sent to painted, p95    {_milliseconds(report.p95_ms)}",
        f"  slowest alert           {_milliseconds(report.slowest_ms)} {report.slowest}".rstrip(),
        *_rates(report),
        f"  screen's longest pauses {report.gap_p99_ms:.0f} ms (99th percentile)",
        f"  errors                  {len(report.wrong)}",
        *(f"    - {each}" for each in report.wrong),
        *(f"  missing                 {each}" for each in report.missing),
        *((f"  processor busy          tiles show less: {report.shed}",) if report.shed else ()),
    ]
    return "\n".join(lines) + "\n"


def _rates(report: Report) -> list[str]:
    if report.tile_fps is None:
        return []
    told = f"{report.tile_fps:g} a second, {report.slowest_tile_fps:g} on the slowest tile"
    return [f"  pictures painted        {told}"]


def _milliseconds(value: float | None) -> str:
    return "none" if value is None else f"{value:.0f} ms"
