"""An evening of 60 requests and 12 teams: nobody waits unnoticed (O23)."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from backends.simulated.evenings.escort_evening import (
    Course,
    Evening,
    EveningRequest,
    make_evening,
)
from console.domain.alerts.alert import Condition
from console.domain.field.escort import Escort, Step
from console.domain.places.geo import Place
from console.wire.field_codec import FieldMalformed, field_value
from tests.support.engine_doubles import device
from tests.support.evening_oracle import KINDS, Told, differences
from tests.support.field_stage import FieldStage

CENTRE = Place(37.5610, 127.0350)
HALF_A_MINUTE = timedelta(seconds=30)
HALF_AN_HOUR = timedelta(minutes=30)
SLACK = timedelta(seconds=1)
LATE = timedelta(minutes=5)
DAWDLES = timedelta(minutes=30)
NEIGHBOUR = {"to": "광진구"}


class Shift:
    """One operator, twelve teams, sixty requests; `diligent` is how many are matched at once.

    `told` is what was done, for the oracle; `granted` counts what the desk granted of each act.
    """

    def __init__(self, evening: Evening, diligent: int) -> None:
        apps = [device(f"app-{each.number}") for each in evening.requests]
        self.stage = FieldStage(*apps, device("gateway"))
        self.evening, self.diligent = evening, diligent
        self.waiting = list(evening.requests)
        self.course: dict[str, EveningRequest] = {}
        self.told: dict[str, Told] = {}
        self.granted: Counter[str] = Counter()
        for team in evening.teams:
            until = evening.end - timedelta(minutes=1)
            form = {"name": team.name, "unit": team.unit, "areas": team.areas, "members": 2}
            said = self.stage.field("scout_team:", "on", {**form, "on_until": until, "every_s": 0})
            assert not said.startswith("no: "), said

    def half_a_minute(self) -> None:
        """Half a minute of everybody's work, and what time does."""
        self.stage.at(self.stage.ms / 1_000 + HALF_A_MINUTE.total_seconds())
        while self.waiting and self.waiting[0].asked <= self.stage.now:
            self._ask(self.waiting.pop(0))
        for record, escort in self.open():
            self._go_on(record, escort, self.course[record])
        self.stage.tick()

    def open(self) -> list[tuple[str, Escort]]:
        found = []
        for record in self.stage.desk.fields():
            if record.kind == "escort" and record.is_open:
                escort = field_value(record.content, Escort)
                assert not isinstance(escort, FieldMalformed)
                found.append((record.id, escort))
        return found

    def standing(self) -> dict[str, set[str]]:
        """The kinds of alert that stand, by the record they are about."""
        found: dict[str, set[str]] = {}
        for each in self.stage.desk.alerts():
            if each.condition is Condition.ACTIVE and each.type in KINDS and each.subject:
                found.setdefault(each.subject.removeprefix("escort:"), set()).add(each.type)
        return found

    def _ask(self, request: EveningRequest) -> None:
        before = {record for record, _ in self.open()}
        if request.by_app:
            name = f"app-{request.number}"
            place = {"lat": request.meet.lat, "lon": request.meet.lon}
            home = {"lat": request.way[-1].lat, "lon": request.way[-1].lon}
            content: dict[str, Any] = {
                "unit": name, "area": request.area, "meet_at": request.meet_at.isoformat(),
                "meet_name": "역", "location": place, "home": home,
            }  # fmt: skip
            self.stage.event("escort.requested", name, subject="1", data=content)
        else:
            way = [(each.lat, each.lon) for each in request.way]
            form = {"area": request.area, "meet_at": request.meet_at, "meet_name": "역", "way": way}
            form["urgent"] = request.meet_at < self.stage.now + HALF_AN_HOUR
            assert not self.stage.field("escort:", "request", form).startswith("no: ")
        (record,) = {record for record, _ in self.open()} - before
        self.course[record] = request
        self.told[record] = Told(request.meet_at, request.way, only_ends=request.by_app)

    def _go_on(self, record: str, escort: Escort, request: EveningRequest) -> None:
        match escort.step:
            case Step.REQUESTED:
                self._look_for_a_team(record, request)
            case Step.MATCHED:
                self._before_the_meeting(record, request)
            case Step.WALKING:
                self._on_the_way(record, escort, request)
            case Step.ARRIVED:
                self._act(record, "close")
            case _:
                pass

    def _look_for_a_team(self, record: str, request: EveningRequest) -> None:
        if request.course == "withdraws" and self._later(request.asked, LATE):
            self._act(record, "cancel")
        elif request.number <= self.diligent:
            self._act(record, "match")

    def _before_the_meeting(self, record: str, request: EveningRequest) -> None:
        if request.course == "reassigned" and not self._was(record, "reassigned"):
            self._act(record, "match")
        wait = {"late": LATE, "forgotten": DAWDLES}.get(request.course, timedelta())
        if self._later(request.meet_at, wait):
            ends = {"no_show": "no_show", "cancels": "cancel", "forgotten": "cancel"}
            self._act(record, ends.get(request.course, "meet"))

    def _on_the_way(self, record: str, escort: Escort, request: EveningRequest) -> None:
        if request.course == "relieved" and not self._was(record, "reassigned"):
            self._act(record, "match", text="교대")
        if request.course in {"handed_over", "kept"}:
            self._at_the_border(record, escort, request.course)
        set_off = self.told[record].met
        waits = {"dawdles": DAWDLES, "handed_over": LATE, "kept": LATE}
        wait = waits.get(request.course, timedelta())
        if set_off and self._later(set_off, self.told[record].walk() + wait):
            self._act(record, "arrive")

    def _at_the_border(self, record: str, escort: Escort, course: Course) -> None:
        if escort.hand_over is None and not self._was(record, "withdrawn"):
            self._act(record, "offer", NEIGHBOUR)
        elif escort.hand_over is not None and escort.hand_over.rung >= 2:
            over = {"handed_over": "accepted", "kept": "withdraw"}[course]
            self._act(record, over, {"by": "광진 상황실"} if over == "accepted" else {})

    def _later(self, than: datetime, by: timedelta) -> bool:
        return self.stage.now >= than + by

    def _was(self, record: str, what: str) -> bool:
        return what in self.stage.actions_on("escort", record)

    def _act(self, record: str, act: str, form: object = None, text: str = "") -> None:
        """Do it; what was granted is told to the oracle."""
        if self.stage.field(f"escort:{record}", act, form, text=text).startswith("no: "):
            return
        self.granted[act] += 1
        told, now = self.told[record], self.stage.now
        match act:
            case "match":
                told.matched = told.matched or now
            case "meet":
                told.met = now
            case "arrive":
                told.arrived = now
            case "offer":
                told.offered = now
            case "withdraw":
                told.offered = None
            case _:
                told.ended = now


def test_that_each_request_of_an_evening_rings_when_it_ought_to_and_not_else_o23() -> None:
    shift = Shift(make_evening(2, FieldStage().now, CENTRE), 45)
    rang: Counter[str] = Counter()
    while shift.stage.now < shift.evening.end:
        shift.half_a_minute()
        standing = shift.standing()
        assert differences(shift.told, standing, shift.stage.now, SLACK) == []
        for record, kinds in standing.items():
            rang.update(kinds - shift.told[record].rang)
            shift.told[record].rang |= kinds
    assert len(shift.course) == 60
    assert not shift.waiting
    # Each of them happened; an alert is raised once for a cause, however long it stands.
    wanted = {"match", "meet", "arrive", "close", "cancel", "no_show", "offer", "accepted"}
    assert wanted | {"withdraw"} <= shift.granted.keys()
    assert shift.granted["match"] > sum(each.matched is not None for each in shift.told.values())
    assert set(rang) == set(KINDS)
    assert {kind: shift.stage.raised(kind) for kind in KINDS} == rang


def test_that_the_oracle_of_the_evening_can_tell_a_missing_alert_and_a_needless_one() -> None:
    now = FieldStage().now
    told = {"1": Told(now + timedelta(minutes=9), (CENTRE, CENTRE))}
    assert differences(told, {}, now, SLACK) == ["1: escort.unmatched does not ring"]
    assert differences(told, {"1": {"escort.unmatched"}}, now, SLACK) == []
    told["1"] = replace(told["1"], matched=now)
    (needless,) = differences(told, {"1": {"escort.unmatched"}}, now, SLACK)
    assert needless == "1: escort.unmatched rings without cause"


def test_that_an_evening_is_its_seed_and_is_asked_30_minutes_ahead() -> None:
    start = FieldStage().now
    evening = make_evening(5, start, CENTRE)
    assert evening == make_evening(5, start, CENTRE)
    assert evening != make_evening(6, start, CENTRE)
    assert all(each.meet_at - each.asked >= timedelta(minutes=30) for each in evening.requests)
    assert (len(evening.requests), len(evening.teams)) == (60, 12)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("diligent", [0, 30, 60])
def test_that_eight_evenings_ring_as_they_ought_to_o23(seed: int, diligent: int) -> None:
    shift = Shift(make_evening(seed, FieldStage().now, CENTRE), diligent)
    while shift.stage.now < shift.evening.end:
        shift.half_a_minute()
        assert differences(shift.told, shift.standing(), shift.stage.now, SLACK) == []
