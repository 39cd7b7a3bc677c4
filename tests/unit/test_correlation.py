"""Many signals, one incident: joined by who, where and when, and split again (O4, R-CAD-01)."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from console.domain.alerts.alert import Alert
from console.domain.alerts.correlation import Incident, incident_for, joined, merged, split
from console.domain.alerts.lifecycle import Report, raise_alert
from console.domain.places.geo import LocalPlane, Place
from console.services.catalogue import read_catalogue

START = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
PLANE = LocalPlane(Place(37.5635, 127.0365))
CATALOGUE = read_catalogue()
PLACED = (
    "bell.pressed",
    "sos.app",
    "sos.watch",
    "analytics.fall",
    "analytics.fight",
    "analytics.loitering",
    "analytics.crowd",
    "order.violation",
    "patrol.incident",
)


def alert(
    number: int,
    kind: str = "bell.pressed",
    at_s: float = 0.0,
    where: tuple[float, float] | None = (0.0, 0.0),
    **more: object,
) -> Alert:
    at = START + timedelta(seconds=at_s)
    place = PLANE.to_place(*where) if where else None
    report = Report(kind, CATALOGUE.type_of(kind), f"D{number}", None, "point", at, at, place)
    return replace(raise_alert(number, report), **more)  # type: ignore[arg-type]


def group(alerts: list[Alert]) -> dict[int, Incident]:
    """Every alert in order of arrival into its incident."""
    known: dict[int, Alert] = {}
    incidents: dict[int, Incident] = {}
    for each in alerts:
        found = incident_for(each, incidents.values(), known)
        known[each.number] = each
        if found is None:
            number = len(incidents) + 1
            incidents[number] = Incident(number, (each.number,), each.number, each.raised)
        else:
            incidents[found.number] = joined(found, each, known)
    return incidents


def test_that_a_bell_a_watch_and_a_fall_within_reach_are_one_incident_o4() -> None:
    alerts = [
        alert(1, "bell.pressed"),
        alert(2, "sos.watch", 40, (90, 60)),
        alert(3, "analytics.fall", 200, (30, -20)),
    ]
    assert [each.alerts for each in group(alerts).values()] == [(1, 2, 3)]


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (alert(2, "sos.app", 299, (149, 0)), 1),
        (alert(2, "sos.app", 10, (152, 0)), 2),
        (alert(2, "sos.app", 301, (0, 0)), 2),
        (alert(2, "device.silent", 5), 2),
        (alert(2, "escort.requested", 5), 2),
        (alert(2, "sos.app", 5, (10, 0), drill=True), 2),
        (alert(2, "sos.app", 5, None), 2),
    ],
)
def test_that_reach_class_and_drill_decide_what_joins(other: Alert, count: int) -> None:
    assert len(group([alert(1), other])) == count


def test_that_a_place_that_is_little_trusted_reaches_a_little_farther() -> None:
    vague = replace(PLANE.to_place(220, 0), accuracy_m=80.0)
    assert len(group([alert(1), alert(2, "sos.app", 5, place=vague)])) == 1
    worse = replace(PLANE.to_place(400, 0), accuracy_m=3_000.0)
    assert len(group([alert(1), alert(2, "sos.app", 5, place=worse)])) == 2


def test_that_the_same_unit_joins_wherever_it_walked() -> None:
    alerts = [
        alert(1, "escort.overdue", unit="SCOUT-3"),
        alert(2, "sos.app", 120, (900, 900), unit="SCOUT-3"),
    ]
    assert len(group(alerts)) == 1


def test_that_the_first_out_is_the_alert_that_occurred_first_in_any_order_r_alm_11() -> None:
    alerts = [alert(n, "analytics.fight", at_s=n * 10.0) for n in (1, 2, 3, 4)]
    for seed in range(24):
        shuffled = alerts[:]
        random.Random(seed).shuffle(shuffled)
        (incident,) = group(shuffled).values()
        assert incident.first == 1


def test_that_a_delayed_event_does_not_become_the_first_out() -> None:
    late = alert(2, "analytics.fall", -200, delayed=True, raised=START)
    (incident,) = group([alert(1), late]).values()
    assert incident.first == 1


def test_that_split_and_merge_give_back_what_was_r_cad_01() -> None:
    alerts = {each.number: each for each in (alert(1), alert(2, "sos.app", 5), alert(3, at_s=9))}
    (whole,) = group(list(alerts.values())).values()
    rest, alone = split(whole, 1, 7, alerts)
    assert rest == Incident(1, (2, 3), 2, whole.opened)
    assert alone == Incident(7, (1,), 1, START)
    again = merged(alone, rest, alerts)
    assert (sorted(again.alerts), again.first) == ([1, 2, 3], 1)
    nothing, only = split(alone, 1, 8, alerts)
    assert nothing is None
    assert only.alerts == (1,)


def test_that_95_of_100_scripted_happenings_are_grouped_as_labelled_o4() -> None:
    """200 evenings of two to four happenings, each of up to four signals, with noise around."""
    right = 0
    for seed in range(200):
        alerts, labels = _evening(random.Random(seed))
        found = {number: each.number for each in group(alerts).values() for number in each.alerts}
        right += _same_partition(found, labels)
    assert right >= 190, f"{right} of 200"


def _evening(dice: random.Random) -> tuple[list[Alert], dict[int, int]]:
    alerts: list[Alert] = []
    labels: dict[int, int] = {}
    for label in range(dice.randint(2, 4)):
        # Happenings of one evening: well apart in place, or in time.
        centre, begin = (label * 700.0, dice.uniform(-50, 50)), dice.uniform(0, 3_600)
        for _ in range(dice.randint(1, 4)):
            number = len(labels) + 1
            labels[number] = label
            # A receiver's error of 10 m (sigma) around a scene of 40 m; signals within 2 minutes.
            where = (
                centre[0] + dice.uniform(-40, 40) + dice.gauss(0, 10),
                centre[1] + dice.uniform(-40, 40) + dice.gauss(0, 10),
            )
            alerts.append(alert(number, dice.choice(PLACED), begin + dice.uniform(0, 120), where))
    for _ in range(dice.randint(0, 3)):
        number = len(labels) + 1
        labels[number] = 100 + number
        noise = dice.choice(("device.silent", "device.low_battery", "locker.overdue"))
        alerts.append(alert(number, noise, dice.uniform(0, 3_600), (dice.uniform(0, 2_000), 0)))
    return sorted(alerts, key=lambda each: each.raised), labels


def _same_partition(found: dict[int, int], labels: dict[int, int]) -> bool:
    pairs = {(found[number], label) for number, label in labels.items()}
    return len(pairs) == len(set(found.values())) == len(set(labels.values()))
