"""The catalogue of alert types: complete as shipped, and loud about every problem."""

import json
from pathlib import Path

import pytest

from console.domain.alerts.alert import AlertClass
from console.domain.alerts.alert_type_text import CatalogueFault, parse_catalogue
from console.domain.errors import EnvironmentFault
from console.services.catalogue import read_catalogue
from resources.locator import resource

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
            assert kind.cause.text(language)
            assert kind.consequence.text(language)
            assert all(step.text(language) for step in kind.steps)


def test_that_every_life_safety_type_has_a_limit_a_picture_and_an_agency_r_arc_03() -> None:
    kinds = {kind.name: kind for kind in read_catalogue().types.values() if kind.is_life}
    assert all(kind.camera == "spot" and kind.agency and kind.steps for kind in kinds.values())
    assert all(kind.sla != "none" for kind in kinds.values())
    assert all(
        kinds[name].sla == "lone_worker" and kinds[name].respond_s == 10
        for name in ("sos.app", "sos.watch", "bell.pressed", "duress")
    )


def _shipped_with(name: str, **changes: object) -> str:
    content = json.loads(resource("alert_types.json").read_text("utf-8"))
    content["types"][name].update(changes)
    return json.dumps(content)


@pytest.mark.parametrize(
    ("name", "change", "word"),
    [
        ("sos.app", {"alerting": False}, "always makes an alert"),
        ("sos.app", {"sla": "none"}, "answer times"),
        ("bell.pressed", {"camera": "none"}, "spot"),
        ("device.fault", {"response": {"ko": "x", "en": " "}}, "response in 'en'"),
        ("device.fault", {"respond_s": 0}, "respond_s"),
        ("device.fault", {"respond_s": True}, "respond_s"),
        ("device.fault", {"steps": []}, "at least one step"),
        ("device.fault", {"steps": [{"ko": "가"}]}, "step 1 in 'en'"),
        ("device.fault", {"agency": {"to": "army"}}, "agency"),
        ("sos.app", {"agency": {"to": "112", "code": "C9"}}, "code of 112"),
        ("analytics.fire", {"agency": {"to": "119", "code": "C1"}}, "only 112"),
        ("device.fault", {"sla": "soon"}, "sla"),
    ],
)
def test_that_a_record_that_breaks_a_rule_is_refused_by_name_r_alm_05_r_alm_12(
    name: str, change: dict[str, object], word: str
) -> None:
    with pytest.raises(CatalogueFault) as caught:
        parse_catalogue(_shipped_with(name, **change))
    assert any(line.startswith(f"{name}: ") and word in line for line in caught.value.problems)


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
