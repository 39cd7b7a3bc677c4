"""The four facts of an alert under 10^5 random acts (R-ALM-01, R-ALM-02)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from random import Random

import pytest

from console.domain.alerts import lifecycle
from console.domain.alerts.alert import Alert, AlertClass, Attention, Condition, Work
from console.domain.alerts.lifecycle import Refused, Report
from console.services.catalogue import read_catalogue

NOW = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)
ACTS = ("active", "cleared", "point", "claim", "release", "acknowledge", "note", "close")
WHO = ("kim", "lee")


def report(kind: str, condition: str, at: datetime = NOW, **more: object) -> Report:
    alert_type = read_catalogue().type_of(kind)
    return Report(kind, alert_type, "d", None, condition, at, at, **more)  # type: ignore[arg-type]


def act(alert: Alert, name: str, by: str, at: datetime, seen: int | None) -> Alert | Refused:
    match name:
        case "claim":
            return lifecycle.claim(alert, by, at)
        case "release":
            return lifecycle.release(alert, by, at)
        case "acknowledge":
            return lifecycle.acknowledge(alert, by, at, seen)
        case "note":
            return lifecycle.note(alert, by, at, "seen")
        case _:
            return lifecycle.close(alert, by, at, "true", seen)


def step(alert: Alert, name: str, by: str, at: datetime, seen: int | None, base: Report) -> Alert:
    if name in ("active", "cleared", "point"):
        fact = replace(base, condition=name, at=at)
        if not lifecycle.joins(alert, fact):
            return alert
        again = lifecycle.report_again(alert, fact)
        return again[0] if again else alert
    outcome = act(alert, name, by, at, seen)
    return alert if isinstance(outcome, Refused) else outcome


def check(before: Alert, after: Alert) -> None:
    assert after.acknowledged_facts <= after.facts
    covered = after.acknowledged_facts == after.facts
    assert (after.attention is Attention.ACKNOWLEDGED) == covered
    assert after.facts >= before.facts
    assert after.notes[: len(before.notes)] == before.notes
    assert (after.work is Work.CLOSED) == (after.disposition is not None)
    assert (after.claimed_by is None) == (after.work is Work.NEW) or not after.is_open
    assert (after.number, after.raised, after.priority) == (
        before.number, before.raised, before.priority,
    )  # fmt: skip
    if not before.is_open:
        assert after == before


@pytest.mark.parametrize("kind", ["sos.app", "analytics.loitering", "vendor.unknown"])
def test_that_no_order_of_acts_breaks_the_four_facts_r_alm_01(kind: str) -> None:
    base = report(kind, "active")
    for seed in range(1_700):
        history = _play(base, seed)
        assert history == _play(base, seed)


def _play(base: Report, seed: int) -> list[Alert]:
    random = Random(seed)
    alert = lifecycle.raise_alert(1, base)
    history = [alert]
    for number in range(20):
        seen = random.choice([None, alert.facts, max(0, alert.facts - 1)])
        at = NOW + timedelta(seconds=number)
        after = step(alert, random.choice(ACTS), random.choice(WHO), at, seen, base)
        check(alert, after)
        alert = after
        history.append(alert)
    return history


@pytest.mark.parametrize("order", list(permutations(("cleared", "acknowledge", "close"))))
def test_that_a_cleared_alert_stays_until_a_person_closes_it_r_alm_02(
    order: tuple[str, ...],
) -> None:
    alert = lifecycle.raise_alert(1, report("analytics.crowd", "active"))
    for name in order:
        assert alert.is_open == ("close" not in order[: order.index(name)])
        alert = step(alert, name, "kim", NOW, None, report("analytics.crowd", "active"))
    assert not alert.is_open
    assert alert.attention is Attention.ACKNOWLEDGED


_ACTS = ("cleared", "active", "acknowledge", "claim")
TWELVE = [o for o in permutations(_ACTS) if o.index("cleared") < o.index("active")]


@pytest.mark.parametrize("order", TWELVE)
def test_that_all_12_orderings_of_clear_and_ack_keep_the_alert_until_closed_r_alm_02(
    order: tuple[str, ...],
) -> None:
    """A condition that clears and comes back, noted and claimed at any moment of it."""
    assert len(TWELVE) == 12
    base = report("analytics.crowd", "active")
    alert = lifecycle.raise_alert(1, base)
    for name in order:
        alert = step(alert, name, "kim", NOW, None, base)
        assert alert.is_open
        facts_after_the_note = name in ("cleared", "active")
        if facts_after_the_note:
            assert alert.attention is Attention.UNACKNOWLEDGED
    noted_last = order.index("acknowledge") > order.index("active")
    assert (alert.attention is Attention.ACKNOWLEDGED) == noted_last
    assert (alert.condition, alert.work) == (Condition.ACTIVE, Work.CLAIMED)
    assert not step(alert, "close", "kim", NOW, None, base).is_open


def test_that_an_acknowledgement_cannot_hide_a_fact_its_operator_had_not_seen() -> None:
    alert = lifecycle.raise_alert(1, report("analytics.crowd", "active"))
    again = lifecycle.report_again(alert, report("analytics.crowd", "active"))
    assert again is not None
    late = lifecycle.acknowledge(again[0], "kim", NOW, seen=1)
    assert isinstance(late, Alert)
    assert late.attention is Attention.UNACKNOWLEDGED
    assert isinstance(lifecycle.close(again[0], "kim", NOW, "true", seen=1), Refused)


def test_that_a_newer_fact_reopens_attention_and_keeps_the_work() -> None:
    alert = lifecycle.raise_alert(1, report("analytics.crowd", "active"))
    for name in ("claim", "acknowledge", "cleared"):
        alert = step(alert, name, "kim", NOW, None, report("analytics.crowd", "active"))
    assert alert.attention is Attention.UNACKNOWLEDGED
    assert alert.condition is Condition.CLEARED
    assert (alert.work, alert.claimed_by) == (Work.CLAIMED, "kim")


def test_that_claiming_does_not_acknowledge() -> None:
    alert = lifecycle.raise_alert(1, report("sos.app", "point"))
    claimed = lifecycle.claim(alert, "kim", NOW)
    assert isinstance(claimed, Alert)
    assert claimed.attention is Attention.UNACKNOWLEDGED


def test_that_another_operator_is_refused_and_told_the_holder() -> None:
    alert = lifecycle.claim(lifecycle.raise_alert(1, report("sos.app", "point")), "kim", NOW)
    assert isinstance(alert, Alert)
    for outcome in (
        lifecycle.claim(alert, "lee", NOW),
        lifecycle.release(alert, "lee", NOW),
        lifecycle.close(alert, "lee", NOW, "true"),
    ):
        assert isinstance(outcome, Refused)
        assert "kim" in outcome.reason


def test_that_closing_needs_a_true_disposition() -> None:
    alert = lifecycle.raise_alert(1, report("sos.app", "point"))
    for disposition in (None, "", "fine"):
        assert isinstance(lifecycle.close(alert, "kim", NOW, disposition), Refused)


def test_that_a_life_safety_report_never_joins_unless_its_condition_is_active_now() -> None:
    for name, kind in read_catalogue().types.items():
        if kind.alert_class is not AlertClass.LIFE:
            continue
        point = lifecycle.raise_alert(1, report(name, "point"))
        assert not lifecycle.joins(point, report(name, "point"))
        assert not lifecycle.joins(point, report(name, "active"))
        active = lifecycle.raise_alert(2, report(name, "active"))
        assert lifecycle.joins(active, report(name, "cleared"))
        assert not lifecycle.joins(active, report(name, "point"))


def test_that_a_drill_never_joins_the_real_thing() -> None:
    drill = lifecycle.raise_alert(1, report("analytics.crowd", "active", drill=True))
    assert not lifecycle.joins(drill, report("analytics.crowd", "active"))
