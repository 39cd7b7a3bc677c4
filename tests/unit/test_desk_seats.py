"""What seats say is wrong with them, and who made them silent (R-OPS-07)."""

from console.domain.alerts.alert import Alert, Condition
from console.ports.messages import AlertChanged, CommandAnswered, Decision
from console.ports.store import Restored
from console.wire.seat import SeatMalformed, decode_seat, encode_seat
from console.wire.seat_values import SeatFaults
from tests.support.engine_doubles import arrived, command, event
from tests.unit.test_desk import Transcript

NO_SOUND = "no sound device at seat-1"
MINUTE_MS = 60_000


class Seats(Transcript):
    """A desk that seats tell their faults to."""

    def say(self, seat: str, *faults: str, ms: int) -> Decision:
        self.desk.take_faults(seat, SeatFaults(faults), ms)
        return self.tick(ms)

    def faulty(self) -> dict[str, Alert]:
        return {str(a.subject): a for a in self.desk.alerts() if a.type == "device.fault"}


def test_that_a_seat_without_sound_is_one_technical_alert_until_it_is_well() -> None:
    seats = Seats()
    seats.say("seat-1", NO_SOUND, ms=100)
    assert seats.say("seat-1", NO_SOUND, ms=200).changes == ()
    found = seats.faulty()["seat-1"]
    assert (found.source, found.text, found.condition, found.alert_class.value) == (
        "engine", NO_SOUND, Condition.ACTIVE, "technical",
    )  # fmt: skip
    seats.say("seat-2", ms=300)
    seats.say("seat-1", ms=400)
    assert seats.faulty()["seat-1"].condition is Condition.CLEARED
    assert "seat-2" not in seats.faulty()


def test_that_other_words_of_the_same_seat_reach_its_alert() -> None:
    seats = Seats()
    seats.say("seat-1", NO_SOUND, ms=100)
    decision = seats.say("seat-1", "the clock is wrong", NO_SOUND, ms=200)
    (change,) = [each for each in decision.changes if isinstance(each, AlertChanged)]
    assert change.text == f"the clock is wrong {NO_SOUND}"
    assert len(seats.faulty()) == 1


def test_that_the_word_of_a_seat_that_left_stands_for_a_minute() -> None:
    seats = Seats()
    seats.say("seat-1", NO_SOUND, ms=0)
    seats.desk.hear_seat("seat-1", 30_000)
    seats.tick(30_000 + MINUTE_MS)
    assert seats.faulty()["seat-1"].condition is Condition.ACTIVE
    seats.tick(30_001 + MINUTE_MS)
    assert seats.faulty()["seat-1"].condition is Condition.CLEARED


def test_that_a_restart_neither_raises_a_fault_again_nor_forgets_it() -> None:
    seats = Seats()
    seats.say("seat-1", NO_SOUND, ms=0)
    seats.say("seat-2", NO_SOUND, ms=0)
    again = Seats(restored=Restored(9, 5, seats.desk.alerts(), ()))
    assert again.tick(100).changes == ()
    assert again.say("seat-1", NO_SOUND, ms=500).changes == ()
    again.say("seat-1", ms=1_000)
    assert again.faulty()["seat-1"].condition is Condition.CLEARED
    again.tick(MINUTE_MS + 1)
    assert again.faulty()["seat-2"].condition is Condition.CLEARED


def test_that_a_fault_survives_a_failed_transaction() -> None:
    seats = Seats()
    seats.desk.take_faults("seat-1", SeatFaults((NO_SOUND,)), 0)
    seats.desk.rollback(seats.desk.handle([]))
    seats.tick(100)
    assert "seat-1" in seats.faulty()


def test_that_silence_is_on_record_with_the_seat_that_was_made_silent() -> None:
    desk = Transcript()
    desk.hear(arrived(event(1)))
    before = desk.desk.alerts()
    decision = desk.hear(command(1, 0, "silence", subject="another", text="120 s"))
    (change,) = decision.changes
    assert isinstance(change, CommandAnswered)
    assert (change.command.subject, change.accepted) == (change.command.seat, True)
    assert desk.desk.alerts() == before


def test_that_faults_travel_and_too_many_or_too_long_ones_are_refused() -> None:
    said = SeatFaults((NO_SOUND, "the clock is wrong"))
    assert decode_seat(encode_seat(said)) == said
    for wrong in (SeatFaults(("x",) * 17), SeatFaults(("x" * 201,)), SeatFaults(("",))):
        assert isinstance(decode_seat(encode_seat(wrong)), SeatMalformed)
