"""What the seat link says of cameras: acts with their camera, and pictures that are away."""

from console.ports.messages import Command
from console.wire.seat_values import PicturesLost
from tests.backends.test_seat_link import Stage, stage

__all__ = ["stage"]


def lost(stage: Stage) -> list[tuple[str, ...]]:
    return [each.cameras for each in stage.engine.heard if isinstance(each, PicturesLost)]


def test_that_an_act_on_a_camera_carries_the_camera_and_is_journaled(stage: Stage) -> None:
    name = stage.link.submit("lift_mask", 0, text="fight", subject="cam-7")
    stage.until(lambda: name in stage.engine.commands(), "the command")
    (said,) = [each for each in stage.engine.heard if isinstance(each, Command)]
    assert (said.subject, said.text, said.alert) == ("cam-7", "fight", 0)
    assert stage.journal.rows[name] == said


def test_that_lost_pictures_are_told_once_a_change_and_the_newest_list_wins(stage: Stage) -> None:
    stage.link.report_lost(["cam-2", "cam-1"])
    stage.until(lambda: ("cam-1", "cam-2") in lost(stage), "the list")
    stage.link.report_lost(["cam-1", "cam-2"])
    stage.link.report_lost([])
    stage.until(lambda: lost(stage)[-1] == (), "the empty list")
    assert lost(stage).count(("cam-1", "cam-2")) == 1


def test_that_more_cameras_than_the_link_takes_are_left_out(stage: Stage) -> None:
    stage.link.report_lost([f"cam-{n}" for n in range(3_000)])
    stage.until(lambda: any(len(each) == 1_024 for each in lost(stage)), "the list")
