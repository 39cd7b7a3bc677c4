"""An evening of patrols, hazards, shelters and lockers, decided by a real desk. No real person."""

from dataclasses import replace
from datetime import datetime, timedelta

from console.domain.field.patrol import Checkpoint
from console.domain.places.geo import Place
from console.domain.site import Camera, Facility, MapLayer, Site
from console.ports.seat_link import QueueNews
from console.services.field.patrol_forms import PlanForm
from console.wire.sep1 import Attachment
from tests.support.engine_doubles import device
from tests.support.field_stage import FieldStage
from tests.support.walks import shifted

HOME = Place(37.5610, 127.0350)
PHOTO = "ab" * 32
SHOP, LOCKER = "SHELTER-001", "LOCKER-001"
TEAMS = ("1조", "2조", "3조", "4조")
KINDS = ("police", "crime_prevention", "mothers", "students", "residents")


def site() -> Site:
    """A quarter with a route, an area of two alleys, cameras, shops and lockers."""
    route = tuple((each.lon, each.lat) for each in _line(0, 900))
    alley = tuple((each.lon, each.lat) for each in _line(150, 500))
    corners = ((-300, -300), (-300, 900), (600, 900), (600, -300), (-300, -300))
    ring = tuple((p.lon, p.lat) for p in (shifted(HOME, *corner) for corner in corners))
    return Site(
        "quarter", "성동구", "Seongdong-gu", HOME, "시연", "demonstration",
        cameras={
            f"SD-{n:04d}": Camera(
                f"SD-{n:04d}", f"카메라 {n}", f"Camera {n}", shifted(HOME, 40.0 * n, 20.0),
                heading_deg=180,
            )
            for n in range(8)
        },
        facilities=tuple(
            Facility(f"{kind.upper()}-{n:03d}", kind, f"{ko} {n}", f"{en} {n}",
                     shifted(HOME, 90.0 * n, 130.0))
            for kind, ko, en in (("shelter", "성수동 안심지킴이집", "Seongsu Shelter Store"),
                                 ("locker", "왕십리역 안심택배함", "Wangsimni Parcel Locker"))
            for n in range(1, 6)
        ),
        layers=(
            MapLayer("patrol_route", False, ((route,),), (("중랑천 순찰로", "Riverside Route"),)),
            MapLayer("patrol_area", True, ((ring,),), (("순찰 1구역", "Patrol area 1"),)),
            MapLayer("local", False, ((alley,),), (("", ""),)),
        ),
    )  # fmt: skip


def _line(east: float, metres: int) -> list[Place]:
    return [shifted(HOME, east, north) for north in range(0, metres + 1, 50)]


def _plan(stage: FieldStage, team: str, begins: datetime, members: tuple[str, str]) -> PlanForm:
    line = tuple((each.lat, each.lon) for each in _line(0, 900))
    points = tuple(
        Checkpoint(
            f"CP-{n:02d}", f"중랑천 {n}", f"Riverside {n}", shifted(HOME, 0, 150.0 * (n - 1))
        )
        for n in range(1, 8)
    )
    return PlanForm(
        team, "중랑천 수변", members, begins, begins + timedelta(hours=5, minutes=30),
        "중랑천 수변 순찰로", (line,), points,
    )  # fmt: skip


def evening() -> FieldStage:
    """Four teams: one walks, one has parted, one is late, one is to come; hazards and the rest."""
    names = ("gateway", "app-1", SHOP, LOCKER, "SHELTER-002")
    stage = FieldStage(*(device(name) for name in names))
    for n in range(1, 22):
        form = {"code": f"ORG-{n:02d}", "kind": KINDS[n % 5], "name_ko": f"자율방범 {n}지대",
                "name_en": f"Volunteer unit {n}", "members": 40 + 55 * n}  # fmt: skip
        stage.field("organisation:", "enter", form)
    begins = (0, 0, -15, 90)
    for team, minutes in zip(TEAMS, begins, strict=True):
        start = stage.now + timedelta(minutes=minutes)
        members = (f"patrol-{team[0]}a", f"patrol-{team[0]}b")
        stage.field("patrol:", "plan", _plan(stage, team, start, members))
    for number in ("1", "2"):
        stage.field(f"patrol:{number}", "start")
    stage.field("patrol:1", "join", {"organisation": "ORG-03", "people": 6})
    _walk(stage, 400)
    _trouble(stage)
    return stage


def _walk(stage: FieldStage, seconds: int) -> None:
    for gone in range(0, seconds, 5):
        stage.go_to(gone, 5)
        for team, apart_m in (("1", 4.0), ("2", 4.0 if gone < 100 else 90.0)):
            first = shifted(HOME, 0, 1.3 * gone)
            other = shifted(first, apart_m, 0)
            stage.see(f"patrol-{team}a", first.lat, first.lon, 7.0)
            stage.see(f"patrol-{team}b", other.lat, other.lon, 9.0)


def _trouble(stage: FieldStage) -> None:
    here = {"lat": HOME.lat, "lon": HOME.lon}
    data = {"unit": "patrol-1a", "location": here}
    stage.event("patrol.hazard", "app-1", data={
        **data, "category": "electric", "text": "가로등 전선이 벗겨짐, 5번 출구"},
        attachments=(Attachment("image/png", PHOTO),))  # fmt: skip
    stage.event("patrol.hazard", "app-1", data={
        **data, "category": "pavement", "text": "보도 침하 약 30 cm"})  # fmt: skip
    stage.field("hazard:2", "refer", {"office": "roads", "reference": "도로 2026-114"})
    stage.event("patrol.incident", "app-1", data={**data, "text": "취객 간 다툼"})
    hours = [{"weekday": day, "begin_min": 540, "end_min": 1_560} for day in range(7)]
    stage.field(f"shelter:{SHOP}", "enter", {
        "name_ko": "성수동 안심지킴이집 1", "name_en": "Seongsu Shelter Store 1",
        "phone": "02-000-0001", "hours": {"week": hours}})  # fmt: skip
    stage.event("shelter.button", SHOP, condition="active")
    stage.event("shelter.offhook", SHOP, condition="active")
    stage.field(f"locker:{LOCKER}", "enter", {"name_ko": "왕십리역 안심택배함 1", "size": 20})
    old = stage.now - timedelta(hours=75)
    for n, at in enumerate((old, stage.now, stage.now), start=1):
        stage.event(
            "locker.stored", LOCKER, subject=f"A{n:02d}", time=at, data={"parcel": f"P-{n}"}
        )
    stage.event("locker.fault", LOCKER, subject="A07", condition="active")
    stage.tick()


def news(stage: FieldStage, *, current: bool = True) -> QueueNews:
    """All a seat would be told by now."""
    return replace(
        QueueNews(True, current, 1, stage.desk.alerts()),
        positions=stage.desk.positions(),
        fields=stage.desk.fields(),
    )
