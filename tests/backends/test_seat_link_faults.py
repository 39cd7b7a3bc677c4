"""What the seat link says of the seat itself: faults, and a silence."""

from datetime import timedelta

from console.ports.messages import Command
from console.ports.seat_link import LinkNews
from console.wire.seat_values import SeatFaults
from tests.backends.test_seat_link import RealClock, Stage, stage

__all__ = ["stage"]


def told(stage: Stage) -> list[tuple[str, ...]]:
    return [each.faults for each in stage.engine.heard if isinstance(each, SeatFaults)]


def test_that_faults_are_told_once_a_change_and_the_newest_list_wins(stage: Stage) -> None:
    stage.link.report_faults(["no sound device at seat-1"])
    stage.until(lambda: ("no sound device at seat-1",) in told(stage), "the fault")
    stage.link.report_faults(["no sound device at seat-1"])
    stage.link.report_faults([])
    stage.until(lambda: told(stage)[-1] == (), "all well")
    assert told(stage).count(("no sound device at seat-1",)) == 1


def test_that_more_or_longer_faults_than_the_link_takes_are_cut(stage: Stage) -> None:
    stage.link.report_faults([f"{n:02d} {'x' * 400}" for n in range(40)])
    stage.until(lambda: any(len(each) == 16 for each in told(stage)), "the list")


def test_that_a_silence_is_journaled_at_the_seat_before_it_is_sent(stage: Stage) -> None:
    name = stage.link.submit("silence", 0, text="120 s", subject="seat-1")
    stage.until(lambda: name in stage.engine.commands(), "the command")
    (said,) = [each for each in stage.engine.heard if isinstance(each, Command)]
    assert (said.kind, said.subject, said.text) == ("silence", "seat-1", "120 s")
    assert stage.journal.rows[name] == said


def test_that_an_act_bears_the_engines_time_when_the_seats_clock_is_off(stage: Stage) -> None:
    stage.engine.time = RealClock().now() + timedelta(hours=1)

    def is_known() -> bool:
        return any(isinstance(each, LinkNews) and each.ahead_s > 3_500 for each in stage.news)

    stage.until(is_known, "the engine's time")
    before = RealClock().now()
    name = stage.link.submit("claim", 1)
    stage.until(lambda: name in stage.engine.commands(), "the command")
    (said,) = [each for each in stage.engine.heard if isinstance(each, Command)]
    assert timedelta(minutes=55) < said.issued - before < timedelta(minutes=65)
