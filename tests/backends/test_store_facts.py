"""Facts reported again and again are written by a narrow statement that leaves nothing behind."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from console.domain.alerts.alert import Alert, AlertClass, Box, Condition
from console.domain.alerts.alert_types import AlertType
from console.domain.alerts.lifecycle import Report, acknowledge, report_again
from console.domain.places.geo import Place
from console.ports.messages import AlertChanged, Decision
from console.services.catalogue import read_catalogue
from tests.backends.store_values import NOW, alert, store_in

KIND = read_catalogue().type_of("analytics.loitering")


def report_at_random(chance: Random, of: Alert, kind: AlertType = KIND) -> Report:
    at = NOW + timedelta(seconds=chance.randrange(1, 1_000))
    return Report(
        type=of.type,
        kind=kind,
        source=of.source,
        subject=of.subject,
        condition=chance.choice(["point", "active", "cleared"]),
        occurred=at,
        at=at,
        place=chance.choice([None, Place(37.5, 127.0, chance.random())]),
        cameras=chance.choice([(), ("cam-7",)]),
        unit=chance.choice([None, "unit-3"]),
        text=chance.choice(["", "다시"]),
        category=chance.choice([None, "gas"]),
        confidence=chance.choice([None, 0.25]),
        delayed=chance.choice([False, True]),
        boxes=chance.choice([(), (Box(0.1, 0.2, 0.3, 0.4, "person"),)]),
    )


def test_that_every_fact_is_stored_whole_whatever_it_changes(tmp_path: Path) -> None:
    chance = Random(5)
    now = replace(alert(1), alert_class=AlertClass.ANALYTICS, delayed=True)
    store = store_in(tmp_path)
    store.commit(Decision((AlertChanged(now, "raised", "engine", NOW),)), NOW)
    told = set()
    for _ in range(60):
        if chance.random() < 0.3:
            seen = acknowledge(now, "kim", NOW)
            assert isinstance(seen, Alert)
            now, action = seen, "acknowledged"
        elif again := report_again(now, report_at_random(chance, now)):
            now, action = again
        else:
            continue
        told.add(action)
        store.commit(Decision((AlertChanged(now, action, "engine", NOW),)), NOW)
        assert store.restore().alerts == (now,)
    store.close()
    assert told == {"acknowledged", "repeated", "reactivated", "condition_cleared"}
    assert now.condition in Condition
