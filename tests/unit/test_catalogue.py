"""The catalogue of alert types: complete as shipped, and loud about every problem."""

import json
from pathlib import Path

import pytest

from console.domain.alert import AlertClass
from console.domain.alert_types import CatalogueFault, parse_catalogue
from console.domain.errors import EnvironmentFault
from console.services.catalogue import read_catalogue

LIFE = [
    "sos.app",
    "sos.watch",
    "bell.pressed",
    "shelter.button",
    "shelter.offhook",
    "duress",
    "wearable.fall",
    "analytics.fall",
    "analytics.fight",
    "analytics.fire",
    "order.violation",
    "checkin.missed",
]


def test_that_the_life_safety_types_are_those_of_the_protocol_and_always_alert() -> None:
    types = read_catalogue().types.values()
    life = [kind for kind in types if kind.alert_class is AlertClass.LIFE]
    assert sorted(kind.name for kind in life) == sorted(LIFE)
    assert all(kind.alerting and kind.priority <= 2 for kind in life)


def test_that_every_alerting_type_says_what_to_do_in_both_languages_r_alm_12() -> None:
    for kind in read_catalogue().types.values():
        for language in ("ko", "en"):
            assert kind.label(language)
            assert len(kind.response(language)) > 5


def test_that_an_unknown_name_is_unclassified() -> None:
    catalogue = read_catalogue()
    assert catalogue.type_of("vendor.gate").alert_class is AlertClass.UNCLASSIFIED
    assert not catalogue.is_known("vendor.gate")


def test_that_all_problems_are_named_at_once() -> None:
    text = json.dumps({"types": {"a": {"class": "life", "priority": 9, "alerting": False}, "b": 1}})
    with pytest.raises(CatalogueFault) as caught:
        parse_catalogue(text)
    problems = " ".join(caught.value.problems)
    for word in ("priority", "urgency", "life-safety", "response", "b: not", "unclassified"):
        assert word in problems


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"types": {}}'])
def test_that_a_broken_file_is_a_fault_of_the_environment(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "types.json"
    path.write_bytes(content)
    with pytest.raises(EnvironmentFault) as caught:
        read_catalogue(path)
    assert str(path) in caught.value.sentence
