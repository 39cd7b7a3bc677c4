"""Pictures the seats miss, boxes of analytics, acts on cameras (R-ALM-01, R-LOG-01)."""

from console.domain.alerts.alert import Alert, Attention, Box, Condition
from console.ports.messages import AlertChanged, CommandAnswered, Decision
from console.ports.store import Restored
from console.wire.seat_values import PicturesLost
from tests.support.engine_doubles import arrived, command, event
from tests.unit.test_desk import Transcript

BOX = {"x": 0.1, "y": 0.2, "w": 0.3, "h": 0.4, "label": "person"}
MINUTE_MS = 60_000


def alert_of(decision: Decision) -> Alert:
    (change,) = [each for each in decision.changes if isinstance(each, AlertChanged)]
    return change.alert


class Seats(Transcript):
    """A desk that seats report lost pictures to."""

    def miss(self, seat: str, *cameras: str, ms: int) -> Decision:
        self.desk.take_lost(seat, PicturesLost(cameras), ms)
        return self.tick(ms)

    def lost(self) -> dict[str, Alert]:
        return {str(a.subject): a for a in self.desk.alerts() if a.type == "camera.lost"}


def test_that_a_camera_missed_at_two_seats_is_one_alert_until_neither_misses_it() -> None:
    seats = Seats()
    seats.miss("a", "cam-1", ms=100)
    decision = seats.miss("b", "cam-1", "cam-2", ms=200)
    assert [c.alert.subject for c in decision.changes if isinstance(c, AlertChanged)] == ["cam-2"]
    found = seats.lost()["cam-1"]
    assert (found.source, found.cameras, found.condition) == (
        "engine", ("cam-1",), Condition.ACTIVE,
    )  # fmt: skip
    seats.miss("a", ms=300)
    assert seats.lost()["cam-1"].condition is Condition.ACTIVE
    seats.miss("b", "cam-2", ms=400)
    assert seats.lost()["cam-1"].condition is Condition.CLEARED
    assert seats.lost()["cam-2"].condition is Condition.ACTIVE


def test_that_the_word_of_a_seat_that_left_stands_for_a_minute() -> None:
    seats = Seats()
    seats.miss("a", "cam-1", ms=0)
    seats.desk.hear_seat("a", 30_000)
    seats.tick(30_000 + MINUTE_MS)
    assert seats.lost()["cam-1"].condition is Condition.ACTIVE
    seats.tick(30_001 + MINUTE_MS)
    assert seats.lost()["cam-1"].condition is Condition.CLEARED


def test_that_a_restart_neither_raises_a_lost_camera_again_nor_forgets_it() -> None:
    seats = Seats()
    seats.miss("a", "cam-1", ms=0)
    again = Seats(restored=Restored(9, 5, seats.desk.alerts(), ()))
    assert again.miss("a", "cam-1", ms=500).changes == ()
    again.miss("a", ms=1_000)
    again.tick(MINUTE_MS + 1)
    assert again.lost()["cam-1"].condition is Condition.CLEARED


def test_that_a_lost_camera_survives_a_failed_transaction() -> None:
    seats = Seats()
    seats.desk.take_lost("a", PicturesLost(("cam-1",)), 0)
    seats.desk.rollback(seats.desk.handle([]))
    assert seats.lost() == {}
    seats.tick(100)
    assert "cam-1" in seats.lost()


def test_that_the_boxes_of_an_event_reach_its_alert_bounded() -> None:
    content = {"boxes": [BOX] * 40, "cameras": ["cam-9"]}
    desk = Transcript()
    alert = alert_of(desk.hear(arrived(event(1, data=content))))
    assert alert.boxes == (Box(0.1, 0.2, 0.3, 0.4, "person"),) * 16


def test_that_boxes_do_not_move_to_the_picture_of_another_camera() -> None:
    desk = Transcript()

    def hear(sequence: int, **content: object) -> Alert:
        seen = event(sequence, type="analytics.intrusion", condition="active", data=content)
        return alert_of(desk.hear(arrived(seen)))

    assert hear(1, boxes=[BOX], cameras=["cam-1"]).boxes
    assert hear(2, cameras=["cam-1"]).boxes
    assert hear(3, cameras=["cam-2"]).boxes == ()


def test_that_an_act_on_a_camera_is_answered_and_changes_no_alert() -> None:
    desk = Transcript()
    desk.hear(arrived(event(1)))
    lifted = command(1, 0, "lift_mask", subject="cam-1", text="fight reported")
    decision = desk.hear(lifted)
    assert [type(c) for c in decision.changes] == [CommandAnswered]
    assert decision.results[0].accepted
    assert desk.desk.alerts()[0].attention is Attention.UNACKNOWLEDGED


def test_that_lifting_a_mask_without_a_purpose_or_a_camera_is_refused() -> None:
    desk = Transcript()
    for number, more in enumerate(({"subject": "cam-1", "text": " "}, {"text": "fight"})):
        (result,) = desk.hear(command(number, 0, "lift_mask", **more)).results
        assert not result.accepted
        assert result.reason
