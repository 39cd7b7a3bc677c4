"""Answer times and the ledger, counted by the database, against counting by hand (R-ARC-02, O5)."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from backends.database.readers import HistoryReader, open_reader
from console.domain.alerts.alert import Alert, Disposition, Work
from console.domain.alerts.lifecycle import Report, raise_alert
from console.domain.alerts.sla_figures import SlaFigure
from console.domain.field.record import FieldRecord
from console.ports.messages import AlertChanged, Decision, FieldChanged
from console.services.catalogue import read_catalogue, read_shipped
from console.services.field.clock import ClockAnchor
from console.wire.field_codec import field_text
from tests.backends.store_values import KEY, NOW, SteppedClock, store_in

CATALOGUE, SHIPPED = read_catalogue(), read_shipped()


def alert(
    number: int, ago_s: float, answer_s: float | None, kind: str = "sos.app", **more: object
) -> Alert:
    raised = NOW - timedelta(seconds=ago_s)
    report = Report(kind, CATALOGUE.type_of(kind), "APP-1", None, "point", raised, raised)
    one = replace(raise_alert(number, report), **more)  # type: ignore[arg-type]
    if answer_s is None:
        return one
    answered = raised + timedelta(seconds=answer_s)
    stamp = "first_claimed_at" if number % 2 else "first_acknowledged_at"
    return replace(one, **{stamp: answered})  # type: ignore[arg-type]


def reader_of(folder: Path, alerts: list[Alert], *more: FieldChanged) -> HistoryReader:
    store = store_in(folder)
    changes = tuple(AlertChanged(each, "raised", "engine", each.raised) for each in alerts)
    store.commit(Decision((*changes, *more)), NOW)
    store.close()
    return open_reader(folder / "sunra.db", KEY)


def figure_of(reader: HistoryReader, profile: str, span: str = "day") -> SlaFigure:
    found = [f for f in reader.sla(SHIPPED, NOW) if (f.profile, f.span) == (profile, span)]
    reader.close()
    return found[0]


@pytest.mark.parametrize(("within", "kept"), [(197, True), (196, False)])
def test_that_197_of_200_stored_alerts_pass_and_196_fail_r_arc_02(
    within: int, kept: bool, tmp_path: Path
) -> None:
    times = [40.0] * within + [40.000_001] * (200 - within)
    alerts = [alert(n, 3_600 + n, seconds) for n, seconds in enumerate(times, start=1)]
    found = figure_of(reader_of(tmp_path, alerts), "lone_worker")
    limit = found.limits[1]
    assert (found.total, limit.within, limit.kept) == (200, within, kept)


def test_that_drills_late_events_and_other_spans_do_not_count(tmp_path: Path) -> None:
    alerts = [
        alert(1, 60, 5),
        alert(2, 60, 5, drill=True),
        alert(3, 60, 5, delayed=True),
        alert(4, 2 * 86_400, 5),
        alert(5, 20, None),  # it still has time
        alert(6, 41, None),  # nobody came
        alert(7, 60, 5, kind="device.low_battery"),  # no promise
    ]
    found = figure_of(reader_of(tmp_path, alerts), "lone_worker")
    assert (found.total, found.waiting, found.limits[0].within) == (2, 1, 1)


def test_that_the_database_counts_as_a_person_would(tmp_path: Path) -> None:
    dice = Random(7)
    alerts = [
        alert(n, dice.uniform(1_000, 80_000), dice.choice((None, dice.uniform(0, 200))),
              dice.choice(("sos.app", "analytics.crowd", "bell.pressed")))
        for n in range(1, 400)
    ]  # fmt: skip
    reader = reader_of(tmp_path, alerts)
    figures = [f for f in reader.sla(SHIPPED, NOW) if f.span in {"shift", "day"}]
    reader.close()
    assert len(figures) > 4
    for each in figures:
        ours = [a for a in alerts if _counts(a, each.profile, each.since, each.until)]
        assert (each.total, each.waiting) == (len(ours), 0)
        for limit in each.limits:
            answered = [_answer_s(a) for a in ours if _answer_s(a) is not None]
            assert limit.within == sum(s <= limit.seconds for s in answered if s is not None)


def _counts(one: Alert, profile: str, since: datetime, until: datetime) -> bool:
    return CATALOGUE.type_of(one.type).sla == profile and since <= one.raised < until


def _answer_s(one: Alert) -> float | None:
    at = one.first_claimed_at or one.first_acknowledged_at
    return None if at is None else (at - one.raised).total_seconds()


def test_that_ledger_totals_equal_the_table_of_alerts_o5(tmp_path: Path) -> None:
    dice, alerts = Random(3), []
    for number in range(1, 200):
        ended = dice.choice(list(Disposition))
        closed = {"work": Work.CLOSED, "closed_at": NOW, "disposition": ended}
        kind = dice.choice(("sos.app", "analytics.crowd"))
        alerts.append(alert(number, 60, 5, kind, source=dice.choice(("A", "B")), **closed))
    reader = reader_of(tmp_path, alerts)
    entries = reader.ledger(SHIPPED, NOW + timedelta(seconds=1), 30)
    reader.close()
    counted = Counter((a.source, a.type, str(a.disposition)) for a in alerts)
    told = {(e.device, e.type, name): n for e in entries for name, n in e.dispositions.items()}
    assert told == dict(counted)
    life = [e for e in entries if e.type == "sos.app"]
    assert {e.proposal for e in life} <= {"", "inspect_device"}


def counted(one: Alert, received: int, answered: int | None = None) -> Alert:
    """The alert with the steady counts of its coming and of its first answer (ms)."""
    name = "claimed" if one.first_claimed_at is not None else "acknowledged"
    given = () if answered is None else ((name, answered),)
    return replace(one, steady=(("received", received), *given))


class BootClock(SteppedClock):
    """The computer of the engine, at a reading of its monotonic clock."""

    def __init__(self, mono_ms: int, boot: str = "b1") -> None:
        super().__init__()
        self._mono_ms, self._boot = mono_ms, boot

    def mono_ms(self) -> int:
        return self._mono_ms

    def boot(self) -> str:
        return self._boot


def anchored() -> FieldChanged:
    """What the engine keeps of its clock: counts are 1,000,000 ahead of the monotonic clock."""
    content = field_text(ClockAnchor("b1", NOW, 0, 0.0, 1_000_000))
    return FieldChanged(
        FieldRecord("clock", "engine", "agrees", True, NOW, content), "kept", "engine", NOW
    )


def test_that_an_answer_time_is_the_span_of_its_counts_whatever_the_clock_said_r_arc_01(
    tmp_path: Path,
) -> None:
    alerts = [
        counted(alert(1, 7_000, -3_560), 2_000_000, 2_040_000),  # set back by an hour: 40 s
        counted(alert(2, 7_000, 3_641), 2_000_000, 2_041_000),  # set on by an hour: 41 s
        alert(3, 7_000, 40),  # of an older program: its times are all there is
        replace(alert(4, 7_000, 9), steady=(("received", 1),)),  # upgraded between the two
    ]
    found = figure_of(reader_of(tmp_path, alerts), "lone_worker")
    assert (found.total, found.limits[0].within, found.limits[1].within) == (4, 1, 3)


def test_that_who_waits_is_measured_by_the_count_of_the_engines_computer(tmp_path: Path) -> None:
    # The clock was set on by an hour while two alerts waited: one for 30 s, one for 41 s.
    alerts = [counted(alert(n, 3_700, None), 1_500_000 - s) for n, s in ((1, 30_000), (2, 41_000))]
    reader = reader_of(tmp_path, alerts, anchored())

    def counts(clock: BootClock | None) -> tuple[int, int]:
        found = [f for f in reader.sla(SHIPPED, NOW, clock) if f.span == "day"]
        return found[0].waiting, found[0].total

    assert counts(BootClock(500_000)) == (1, 1)
    assert counts(BootClock(500_000, "b2")) == (0, 2)  # started since: only times are left
    assert counts(None) == (0, 2)
    reader.close()
