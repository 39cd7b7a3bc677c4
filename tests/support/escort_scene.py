"""An evening as the escorts' panel sees it: a real desk, the recorded walk, told pictures."""

from dataclasses import replace
from datetime import timedelta

from console.domain.places.geo import Place
from console.domain.site import Site, Streams
from console.ports.seat_link import ActionNews, QueueNews
from tests.support.field_stage import FieldStage
from tests.support.recorded_walk import Recorded, recorded_walk

AREA, OTHER = "왕십리도선동", "행당동"
_NAMES = ("도선 골목", "왕십리로", "무학 어린이공원", "마장로", "행당 사거리", "용답 제방길")


def escort_site(found: Recorded) -> Site:
    """The twelve cameras of the recorded walk, with streams."""
    streams = Streams("rtsp://a/sub", "rtsp://a/main")
    cameras = {}
    for number, camera in enumerate(found.cameras):
        name = f"{_NAMES[number % len(_NAMES)]} {number + 1}"
        cameras[camera.id] = replace(
            camera, name_ko=name, name_en=f"Lane {number + 1}", streams=streams
        )
    return Site("s", "성동구", "Seongdong-gu", found.way[0], "", "", cameras)


class EscortScene:
    """One operator's evening; `news` is what the seat would be told now."""

    def __init__(self) -> None:
        self.walk: Recorded = recorded_walk()
        self.site = escort_site(self.walk)
        self.stage = FieldStage()
        self._second = 0

    def news(self, *, whole: bool = False) -> QueueNews:
        """Everything the desk shows."""
        desk = self.stage.desk
        return QueueNews(whole, True, 1, (), desk.positions(), fields=desk.fields())

    def busy(self) -> None:
        """Teams on duty, requests in every state, one of them walking."""
        for number, areas in ((1, [AREA]), (2, [AREA, OTHER]), (3, [OTHER])):
            self.team(number, areas)
        self.ask(
            40, way=[(p.lat, p.lon) for p in self.walk.way], name="가나다", phone="02-000-0000"
        )
        self.ask(45, area=OTHER, meet_name="행당역 4번 출구")
        self.ask(75, meet_name="도선동 주민센터", people=2)
        self.ask(100, area=OTHER, meet_name="응봉역")
        self.ask(55, area="금호동", meet_name="금호역 1번 출구")
        self.stage.field("escort:1", "match", {"team": "1"})
        self.stage.field("escort:2", "match", {"team": "3"})
        self.stage.field("escort:3", "match", {"team": "2"})
        self.stage.go_to(40 * 60, 60)
        self.stage.field("escort:1", "meet")
        self.stage.field("escort:1", "walk")
        for minute in (42.5, 45.0, 47.5, 48.5):
            self.stage.go_to(minute * 60, 30)
            self.fix(self.walk.samples[0].place)

    def team(self, number: int, areas: list[str]) -> None:
        """Two scouts with a device; their check-ins begin."""
        form = {
            "name": f"{number}조", "areas": areas, "unit": f"scout-{number}", "members": 2,
            "on_until": self.stage.now + timedelta(hours=4), "every_s": 2_400, "grace_s": 300,
        }  # fmt: skip
        self.stage.field("scout_team:", "on", form)

    def ask(self, in_min: float, **more: object) -> None:
        """A request by telephone."""
        meet = self.walk.way[0]
        form: dict[str, object] = {
            "area": AREA, "meet_at": self.stage.now + timedelta(minutes=in_min),
            "meet_name": "왕십리역 6번 출구", "meet": (meet.lat, meet.lon),
        }  # fmt: skip
        said = self.stage.field("escort:", "request", {**form, **more})
        assert not said.startswith("no: "), said

    def step(self, seconds: int = 1) -> None:
        """The walk goes on."""
        for _ in range(seconds):
            self.stage.ms += 1_000
            self._second += 1
            self.fix(self.walk.samples[self._second % len(self.walk.samples)].place)

    def fix(self, place: Place) -> None:
        """Where the first team is now."""
        self.stage.see("scout-1", place.lat, place.lon)


def answer(state: str, reason: str = "") -> ActionNews:
    """What became of an act of the field."""
    return ActionNews("c1", 0, "field", state, reason)
