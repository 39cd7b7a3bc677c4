"""An adapter follows the places of cameras while it runs."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from backends.adapters.live_places import LivePlaces, PlacesWatch
from backends.adapters.settings import read_configuration
from backends.adapters.sighting import Sighting
from backends.map_data.site_cameras import SiteCameras
from console.domain.places.geo import Place
from tests.support.map_files import INSIDE, MapRoom, collection, point
from tests.support.processes import wait_until

NOW = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)
SEEN = Sighting("frigate", "person", "id-1", origin="GATE-9")


def test_that_a_mapping_follows_the_places_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "mqtt.toml").write_text("", encoding="utf-8")
    places = LivePlaces()
    book = read_configuration(tmp_path / "mqtt.toml", ("frigate",), places).book
    before = book.report_of(SEEN, NOW)
    places.take({"GATE-9": Place(37.5, 127.0)})
    after = book.report_of(SEEN, NOW)
    assert before is not None
    assert after is not None
    assert "location" not in before.data
    assert after.data["location"] == {"lat": 37.5, "lon": 127.0}
    assert after.data["placed_by"] == "GATE-9"


def test_that_an_imported_camera_is_known_without_another_start(tmp_path: Path) -> None:
    places = LivePlaces()
    cameras = SiteCameras(tmp_path / "site.json", tmp_path / "cameras.json", places.take)
    assert cameras() == ()
    known = len(places)
    assert known > 0
    with PlacesWatch(cameras):
        named = [{"id": "GATE-9", "name": "정문 카메라"}]
        rows = collection(tmp_path / "rows.json", point(*INSIDE), properties=named)
        MapRoom(tmp_path).take(rows, "camera")
        wait_until(lambda: "GATE-9" in places, "the imported camera", 30)
        assert len(places) == known + 1
        assert places["GATE-9"].lat == pytest.approx(INSIDE[1])
        spoilt = tmp_path / "cameras.json"
        spoilt.write_text("{", encoding="utf-8")
        wait_until(lambda: bool(cameras()), "that it cannot be read", 30)
        assert "GATE-9" in places, "what is known stays"
