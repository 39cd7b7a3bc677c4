"""The mapping: first rule that fits, nothing dropped, every mistake in a file named at once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from backends.adapters.rules import Origin, Rule, RuleBook
from backends.adapters.settings import SHIPPED, read_configuration, read_rules
from backends.adapters.sighting import Sighting
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import Place
from console.services.catalogue import read_catalogue
from resources.locator import resource

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def seen(kind: str = "person", **more: object) -> Sighting:
    return Sighting("frigate", kind, "id-1", origin="front_door", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SHIPPED)
def test_that_shipped_mappings_name_only_types_of_the_catalogue(name: str) -> None:
    known = read_catalogue().types
    rules = read_rules(resource("adapters", f"{name}.toml"))
    assert rules
    assert [rule.type for rule in rules if rule.type and rule.type not in known] == []


def test_that_an_unmapped_type_keeps_its_name_and_is_never_dropped() -> None:
    report = RuleBook().report_of(seen("Garden Gnome!"), NOW)
    assert report is not None
    assert report.type == "frigate.garden_gnome"


def test_that_the_first_rule_that_fits_decides_by_zone_origin_score_and_severity() -> None:
    rules = [
        Rule("frigate", ("person",), "analytics.loitering", zones=("yard*",)),
        Rule("frigate", ("person",), "analytics.crowd", severities=("alert",)),
        Rule("frigate", ("person",), "analytics.fall", origins=("back*",)),
        Rule("frigate", ("PERSON",), "analytics.intrusion"),
    ]
    book = RuleBook(rules)
    assert book.type_of(seen(zones=("Yard_2",))) == "analytics.loitering"
    assert book.type_of(seen(severity="ALERT")) == "analytics.crowd"
    assert book.type_of(seen()) == "analytics.intrusion"


def test_that_a_score_below_the_minimum_is_not_reported_but_its_end_is() -> None:
    book = RuleBook([Rule("", ("person",), "analytics.intrusion", minimum_score=0.6)])
    assert book.report_of(seen(score=0.59), NOW) is None
    assert book.report_of(seen(score=0.6), NOW) is not None
    assert book.report_of(seen(score=0.1, state="cleared"), NOW) is not None


def test_that_a_place_comes_from_the_message_the_zone_the_origin_or_the_camera_in_this_order() -> (
    None
):
    zone, own, standing = Place(37.1, 127.1), Place(37.2, 127.2), Place(37.3, 127.3)
    origin = Origin("front_door", ("CAM-1",), own, zones={"yard": zone})
    book = RuleBook((), {"front_door": origin}, {"CAM-1": standing})

    def lat(**more: object) -> float:
        report = book.report_of(seen(**more), NOW)
        assert report is not None
        return float(report.data["location"]["lat"])

    assert lat(place=Place(36.0, 127.0), zones=("yard",)) == 36.0
    assert lat(place=Place(0.0, 0.0), zones=("yard",)) == 37.1
    assert lat() == 37.2
    bare = RuleBook((), {"front_door": Origin("front_door", ("CAM-1",))}, {"CAM-1": standing})
    report = bare.report_of(seen(), NOW)
    assert report is not None
    assert report.data["location"] == {"lat": 37.3, "lon": 127.3}
    assert report.data["placed_by"] == "CAM-1"
    assert "placed_by" not in (book.report_of(seen(), NOW) or report).data


def test_that_every_mistake_in_a_configuration_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "adapter.toml"
    path.write_text(
        """
format = 1
defaults = ["frigat"]
[[rule]]
type = "analytics.fire"
[[rule]]
match = ["person"]
[[rule]]
match = ["car"]
type = "analytics.vehicle"
minimum_scor = 0.5
[cameras.front]
lat = 137.0
lon = 37.0
""",
        encoding="utf-8",
    )
    with pytest.raises(EnvironmentFault) as caught:
        read_configuration(path, ("frigate",)).finish()
    for words in ("frigat", "rule 1: match", "rule 2: type", "minimum_scor", "cameras.front.lat"):
        assert words in caught.value.sentence


def test_that_a_file_that_is_no_toml_is_told_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "adapter.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EnvironmentFault, match=r"adapter\.toml"):
        read_configuration(path, ())
