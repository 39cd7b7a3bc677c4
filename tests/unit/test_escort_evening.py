"""An evening of 60 requests and 12 teams: nobody waits unnoticed (O23)."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from backends.simulated.evenings.escort_evening import Evening, EveningRequest, make_evening
from console.domain.alerts.alert import Condition
from console.domain.field.escort import Escort, Step
from console.domain.places.geo import Place
from console.wire.field_codec import FieldMalformed, field_value
from tests.support.engine_doubles import device
from tests.support.field_stage import FieldStage

CENTRE = Place(37.5610, 127.0350)


class Shift:
    """One operator, twelve teams, sixty requests; `diligent` is how many are matched at once."""

    def __init__(self, evening: Evening, diligent: int) -> None:
        apps = [device(f"app-{each.number}") for each in evening.requests]
        self.stage = FieldStage(*apps, device("gateway"))
        self.evening, self.diligent = evening, diligent
        self.waiting = list(evening.requests)
        self.course: dict[str, EveningRequest] = {}
        for team in evening.teams:
            until = evening.end - timedelta(minutes=1)
            form = {"name": team.name, "unit": team.unit, "areas": team.areas, "members": 2}
            said = self.stage.field("scout_team:", "on", {**form, "on_until": until, "every_s": 0})
            assert not said.startswith("no: "), said

    def minute(self) -> None:
        """Half a minute of everybody's work."""
        self.stage.at(self.stage.ms / 1_000 + 30)
        while self.waiting and self.waiting[0].asked <= self.stage.now:
            self._ask(self.waiting.pop(0))
        for record, escort in self.open():
            self._go_on(record, escort, self.course[record])

    def open(self) -> list[tuple[str, Escort]]:
        found = []
        for record in self.stage.desk.fields():
            if record.kind == "escort" and record.is_open:
                escort = field_value(record.content, Escort)
                assert not isinstance(escort, FieldMalformed)
                found.append((record.id, escort))
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
            assert not self.stage.field("escort:", "request", form).startswith("no: ")
        (record,) = {record for record, _ in self.open()} - before
        self.course[record] = request
        if request.number <= self.diligent:
            self.stage.field(f"escort:{record}", "match")

    def _go_on(self, record: str, escort: Escort, request: EveningRequest) -> None:
        now, subject = self.stage.now, f"escort:{record}"
        if escort.step is Step.REQUESTED and request.number <= self.diligent:
            self.stage.field(subject, "match")
        if escort.step is Step.MATCHED and now >= request.meet_at:
            act = {"no_show": "no_show", "cancels": "cancel", "forgotten": ""}
            done = act.get(request.course, "meet")
            if done:
                self.stage.field(subject, done)
        late = timedelta(minutes=30) if request.course == "dawdles" else timedelta()
        if escort.walking_at and now >= escort.walking_at + escort.walk() + late:
            self.stage.field(subject, "arrive")
        if escort.step is Step.ARRIVED:
            self.stage.field(subject, "close")


def alerted(stage: FieldStage, kind: str) -> set[str | None]:
    return {
        each.subject for each in stage.desk.alerts()
        if each.type == kind and each.condition is Condition.ACTIVE
    }  # fmt: skip


@pytest.mark.parametrize(("seed", "diligent"), [(2, 30)])
def test_that_no_request_goes_unmatched_without_an_alert_o23(seed: int, diligent: int) -> None:
    start = FieldStage().now
    shift = Shift(make_evening(seed, start, CENTRE), diligent)
    seen: Counter[str] = Counter()
    while shift.stage.now < shift.evening.end:
        shift.minute()
        shift.stage.tick()
        for record, escort in shift.open():
            subject, now = f"escort:{record}", shift.stage.now
            late = now >= escort.meet_at - timedelta(minutes=10)
            unmatched = escort.step is Step.REQUESTED and late
            assert (subject in alerted(shift.stage, "escort.unmatched")) is unmatched
            missing = escort.step in {Step.REQUESTED, Step.MATCHED}
            not_met = missing and now >= escort.meet_at + timedelta(minutes=3)
            assert (subject in alerted(shift.stage, "escort.not_met")) is not_met
            seen[escort.step.value] += 1
    assert len(shift.course) == 60
    assert not shift.waiting
    assert seen["requested"] > 0
    if diligent:
        assert seen["walking"] > 0


def test_that_an_evening_is_its_seed_and_is_asked_30_minutes_ahead() -> None:
    start = FieldStage().now
    evening = make_evening(5, start, CENTRE)
    assert evening == make_evening(5, start, CENTRE)
    assert evening != make_evening(6, start, CENTRE)
    assert all(each.meet_at - each.asked >= timedelta(minutes=30) for each in evening.requests)
    assert (len(evening.requests), len(evening.teams)) == (60, 12)
