"""An escort that is offered over the border: asked once, ours while nobody answers (O9)."""

from dataclasses import dataclass, field
from typing import cast

import pytest

from console.ports.edge_reporter import EdgeReport, EdgeReporter
from console.ports.seat_link import QueueNews, SeatLink
from console.services.field.border import ACCEPTED, DECLINED, Border
from tests.support.engine_doubles import device
from tests.support.field_stage import FieldStage
from tests.unit.test_field_escorts import HOME, booking, team

OURS, THEIRS = "성동구", "광진구"


@dataclass
class Line:
    """A seat at the stage's engine, and the neighbour's ear; both as the border holds them."""

    stage: FieldStage
    is_first: bool = True
    heard: list[EdgeReport] = field(default_factory=list)

    def drain(self) -> list[QueueNews]:
        whole, self.is_first = self.is_first, False
        return [QueueNews(whole, True, 1, (), fields=self.stage.desk.fields())]

    def report(self, report: EdgeReport) -> None:
        self.heard.append(report)

    def types(self) -> list[str]:
        return [each.type for each in self.heard]


def border(stage: FieldStage, district: str = THEIRS) -> tuple[Border, Line]:
    line = Line(stage)
    return Border(district, cast(SeatLink, line), cast(EdgeReporter, line)), line


@pytest.fixture
def stage() -> FieldStage:
    made = FieldStage(device("app-1"), device("gateway"), device(THEIRS), device("other"))
    form = booking(made, 40, crossing=HOME, neighbour=THEIRS)
    assert made.field("escort:", "request", form) == "1"
    team(made)
    made.field("escort:1", "match", {"team": "1"})
    return made


def test_that_silence_rings_every_two_minutes_and_leaves_it_ours(stage: FieldStage) -> None:
    at, line = border(stage)
    stage.field("escort:1", "offer", {"to": THEIRS})
    for minutes, rung in ((1.9, 0), (2.1, 1), (3.9, 1), (4.1, 2), (6.1, 3)):
        stage.go_to(minutes * 60, 5)
        at.turn()
        assert stage.content("escort", "1")["hand_over"]["rung"] == rung
        assert stage.standing("escort.handover") == (["escort.handover"] if rung else [])
    assert stage.record("escort", "1").state == "matched"
    assert line.types() == ["escort.requested"]  # one request, however often it rings here
    assert stage.raised("escort.handover") == 1


def test_that_an_engine_that_was_away_rings_once_for_all_the_minutes(stage: FieldStage) -> None:
    stage.field("escort:1", "offer", {"to": THEIRS})
    again = stage.restarted(after_s=15 * 60)
    assert again.standing("escort.handover") == ["escort.handover"]
    assert again.raised("escort.handover") == 1
    assert again.content("escort", "1")["hand_over"]["accepted"] is None


def test_that_a_late_answer_still_takes_it_and_ends_the_alert(stage: FieldStage) -> None:
    stage.field("escort:1", "offer", {"to": THEIRS})
    stage.go_to(300, 5)
    stage.event(ACCEPTED, "other", subject="1")  # nobody asked them
    assert stage.record("escort", "1").is_open
    stage.event(ACCEPTED, THEIRS, subject="1", data={"text": "1조"})
    assert (stage.record("escort", "1").state, stage.standing()) == ("handed_over", [])


def test_that_a_refusal_rings_at_once_and_a_second_offer_is_asked_anew(stage: FieldStage) -> None:
    at, line = border(stage)
    stage.field("escort:1", "offer", {"to": THEIRS})
    at.turn()
    stage.event(DECLINED, THEIRS, subject="1")
    assert stage.standing("escort.handover") == ["escort.handover"]
    at.turn()
    stage.at(10)
    stage.field("escort:1", "offer", {"to": THEIRS})
    at.turn()
    assert line.types() == ["escort.requested", "escort.cancelled", "escort.requested"]


def test_that_an_offer_taken_back_or_settled_here_is_cancelled_there(stage: FieldStage) -> None:
    at, line = border(stage)
    stage.field("escort:1", "offer", {"to": THEIRS})
    at.turn()
    stage.field("escort:1", "withdraw")
    at.turn()
    at.turn()
    assert line.types() == ["escort.requested", "escort.cancelled"]
    assert stage.standing("escort.handover") == []


def test_that_a_border_that_is_stood_at_anew_says_only_what_still_stands(stage: FieldStage) -> None:
    stage.field("escort:1", "offer", {"to": THEIRS})
    stage.field("escort:", "request", booking(stage, 60))
    stage.field("escort:2", "cancel", text="x")
    _, line = found = border(stage)
    found[0].turn()
    assert [each.subject for each in line.heard] == ["1"]
    assert line.heard[0].data["location"] == {"lat": HOME[0], "lon": HOME[1]}
    assert "name" not in line.heard[0].data
    assert "phone" not in line.heard[0].data


@pytest.mark.parametrize(("act", "said"), [("match", ACCEPTED), ("cancel", DECLINED)])
def test_that_what_came_over_the_border_is_answered_by_what_becomes_of_it(
    act: str, said: str
) -> None:
    there = FieldStage(device(OURS))
    there.event("escort.requested", OURS, subject="7", data={"area": "왕십리도선동"})
    team(there)
    at, line = border(there, OURS)
    at.turn()
    assert line.types() == []
    assert there.field("escort:1", act, text="no team tonight") == ""
    for _ in range(2):
        at.turn()
    assert [(each.type, each.subject) for each in line.heard] == [(said, "7")]
