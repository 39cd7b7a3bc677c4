"""Planning figures against small districts that can be counted by hand, and an oracle."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from math import hypot
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backends.tables.folder_tables import FolderTables
from console.domain.errors import EnvironmentFault
from console.domain.places.camera_age import ages, installed_on
from console.domain.places.geo import LocalPlane, Place
from console.domain.places.nearest import bearing_deg, in_cone
from console.domain.places.plan_areas import Dongs
from console.domain.places.planning import Inputs, plan_of
from console.domain.site import Camera, MapLayer, Site
from console.ports.tables import Column, Sheet
from console.services.plan_sheets import dong_sheet, sheets_of

CENTRE = Place(37.55, 127.04)
PLANE = LocalPlane(CENTRE)
TODAY = date(2026, 11, 21)


def at(east: float, north: float) -> Place:
    return PLANE.to_place(east, north)


def ring(west: float, south: float, east: float, north: float) -> tuple[tuple[float, float], ...]:
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return tuple((p.lon, p.lat) for p in (at(*corner) for corner in corners))


def camera(name: str, east: float, north: float, **said: object) -> Camera:
    made = Camera(name, name, name, at(east, north), heading_deg=0, view_deg=60, reach_m=50)
    return replace(made, **said)  # type: ignore[arg-type]


def site(*cameras: Camera, route: tuple[tuple[float, float], ...] = ()) -> Site:
    """Two dongs of 1 km by 1 km side by side; the left one has a hole of 200 m by 200 m."""
    dongs = MapLayer(
        "dong", closed=True,
        shapes=(
            (ring(-1000, -500, 0, 500), ring(-600, -100, -400, 100)), (ring(0, -500, 1000, 500),),
        ),
        names=(("왼동", "Left"), ("오른동", "Right")),
    )  # fmt: skip
    layers = [dongs]
    if route:
        line = tuple((p.lon, p.lat) for p in (at(*point) for point in route))
        layers.append(MapLayer("patrol_route", False, ((line,),), (("길", "Way"),)))
    return Site(
        "test", "시험", "Test", CENTRE, "", "", {c.id: c for c in cameras}, layers=tuple(layers)
    )


def test_that_cameras_are_counted_by_dong_and_square_kilometre() -> None:
    plan = plan_of(
        Inputs(
            site(
                camera("a", -900, 0, intelligent=True), camera("b", -500, 0), camera("c", 500, 0),
                camera("d", 500, 10), camera("far", 5000, 0),
            ),
            today=TODAY,
        )
    )  # fmt: skip
    left, right = plan.dongs
    assert (left.area_km2, right.area_km2) == pytest.approx((0.96, 1.0), rel=1e-6)
    assert (left.cameras, left.intelligent, left.intelligent_share) == (1, 1, 1.0)
    assert (right.cameras, right.per_km2) == (2, pytest.approx(2.0, rel=1e-6))
    assert (plan.total.cameras, plan.outside) == (3, 2), "one in the hole, one far away"


def test_that_cameras_of_unknown_direction_cover_nothing_and_are_told_of() -> None:
    blind, round_ = camera("a", 500, 0, aimed=False), camera("b", -900, 0, view_deg=360.0)
    plan = plan_of(Inputs(site(blind, replace(round_, aimed=False)), today=TODAY))
    left, right = plan.dongs
    assert left.covered_share
    assert (right.covered_share, plan.unaimed) == (0.0, 1)
    assert "unknown direction, counted as seeing nothing: 1." in dong_sheet(plan, "en", TODAY).note
    assert "방향" in dong_sheet(plan, "ko", TODAY).note


def test_that_the_area_seen_is_that_of_the_cones() -> None:
    plan = plan_of(Inputs(site(camera("wide", 500, 0, view_deg=360.0, reach_m=300.0))))
    circle = 3.14159265 * 0.3**2
    assert plan.dongs[1].covered_share == pytest.approx(circle, rel=0.02)
    assert plan.dongs[0].covered_share == 0.0


def test_that_incidents_that_no_camera_sees_make_blind_spots() -> None:
    looking = camera("n", 520, 20, heading_deg=0.0)
    seen, behind, far = at(520, 50), at(520, 5), at(-950, 450)
    plan = plan_of(Inputs(site(looking), [seen, behind, far, far]))
    assert [(s.unseen, s.incidents, s.dong) for s in plan.blind] == [(2, 2, 0), (1, 2, 1)]
    assert plan.blind[1].nearest == "n"
    assert plan.blind[1].nearest_m == pytest.approx(15, abs=0.1)
    assert (plan.total.incidents, plan.total.unseen_incidents) == (4, 3)


def test_that_old_cameras_are_due_and_unknown_ones_are_counted() -> None:
    cameras = [
        camera("old", 1, 1, installed="2012"), camera("older", 1, 1, installed="2011-05"),
        camera("young", 1, 1, installed="2024-02-01"), camera("none", 1, 1),
        camera("slip", 1, 1, installed="2062-01"), camera("odd", 1, 1, installed="옛날"),
    ]  # fmt: skip
    plan = plan_of(Inputs(site(*cameras), today=TODAY))
    assert [each.camera.id for each in plan.replacements] == ["older", "old"]
    assert plan.undated == 3
    assert plan.dongs[1].due == 2
    aged, _ = ages(cameras, TODAY, 15.0)
    assert [each.due for each in aged] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016", date(2016, 1, 1)), ("2016-05", date(2016, 5, 1)), ("201605", date(2016, 5, 1)),
        ("2016.5.12", date(2016, 5, 12)), ("2016년 5월", date(2016, 5, 1)), ("2016-13", None),
        ("", None), ("12-05-2016", None),
    ],
)  # fmt: skip
def test_that_dates_of_records_are_read_as_they_are_written(text: str, day: date | None) -> None:
    assert installed_on(text) == day


def test_that_a_walked_route_is_measured_and_vague_fixes_prove_nothing() -> None:
    way = ((100.0, 0.0), (900.0, 0.0))
    walk = [at(100 + step, 10) for step in range(0, 400, 20)]
    vague = [replace(at(100 + step, 0), accuracy_m=80.0) for step in range(400, 800, 20)]
    (row,) = plan_of(Inputs(site(route=way), tracks=[walk, vague])).routes
    assert row.length_m == pytest.approx(800, rel=1e-6)
    assert row.walked_m == pytest.approx(410, abs=15)
    assert row.longest_gap_m == pytest.approx(390, abs=15)
    (none,) = plan_of(Inputs(site(route=way))).routes
    assert (none.share, none.longest_gap_m) == (0.0, pytest.approx(800))


@given(seed=st.integers(0, 10_000))
def test_that_unseen_incidents_equal_brute_force(seed: int) -> None:
    dice = random.Random(seed)
    cameras = [
        camera(str(n), dice.uniform(-900, 900), dice.uniform(-400, 400),
               heading_deg=dice.uniform(0, 360), view_deg=dice.uniform(20, 120),
               reach_m=dice.uniform(20, 400))
        for n in range(12)
    ]  # fmt: skip
    points = [(dice.uniform(-990, 990), dice.uniform(-490, 490)) for _ in range(20)]

    def sees(each: Camera, point: tuple[float, float]) -> bool:
        here = PLANE.to_metres(each.place.lat, each.place.lon)
        east, north = point[0] - here[0], point[1] - here[1]
        away = hypot(east, north)
        towards = in_cone(each.heading_deg, each.view_deg, bearing_deg(east, north))
        return away < 1.0 or (away <= each.reach_m and towards)

    blind = sum(not any(sees(each, point) for each in cameras) for point in points)
    small = replace(site(*cameras), layers=())
    plan = plan_of(Inputs(small, [at(*point) for point in points]))
    assert plan.total.unseen_incidents == blind


def test_that_a_place_on_a_common_border_is_in_one_dong_at_most() -> None:
    dongs = Dongs(site())
    held = [sum(d.holds(0.0, north) for d in dongs.all) for north in range(-499, 500, 7)]
    assert set(held) == {1}


def test_that_tables_open_as_tables_and_never_as_formulas(tmp_path: Path) -> None:
    columns = (Column("이름", width=20), Column("몫", "share"), Column("수", "whole"))
    rows = (("=HYPERLINK(1)", 0.25, 3), ("왼동", None, None))
    now = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
    tables = FolderTables(tmp_path / "exports", lambda: now)
    sheet = Sheet("동: [시험]", columns, rows, "알림")
    (book,) = tables.save("plan", [sheet, sheet], "xlsx")
    (again,) = tables.save("plan", [sheet], "xlsx")
    assert book != again
    with ZipFile(book) as archive:
        names = archive.namelist()
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        texts = archive.read("xl/sharedStrings.xml").decode()
    assert "xl/worksheets/sheet2.xml" in names
    assert "<f>" not in page
    assert "=HYPERLINK(1)" in texts
    (first, _) = tables.save("plan", [sheet, sheet], "csv")
    assert first.read_text("utf-8-sig").splitlines() == [
        "이름,몫,수",
        "'=HYPERLINK(1),0.2500,3",
        "왼동,,",
    ]


def test_that_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    tables = FolderTables(tmp_path / "file" / "exports", lambda: datetime.now(UTC))
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        tables.save("plan", [], "xlsx")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_that_every_row_of_a_sheet_has_its_columns(language: str) -> None:
    plan = plan_of(
        Inputs(site(camera("old", 10, 10, installed="2001")), [at(-500, 300)], today=TODAY)
    )
    for sheet in sheets_of(plan, language, TODAY, 7.0):
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)
        assert sheet.note
