"""What operators do with a tile: replay, snapshot, clip, masks, turning; and what is on record."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.ports.camera_control import ControlState
from console.ports.player import FileState, PictureState
from console.services.wall.wall import Scene
from tests.support.wall_doubles import LIVE, NOW, ToldControl, ToldFiles, ToldPictures, wall_site
from widgets.video_wall.means import WallMeans
from widgets.video_wall.panel import VideoWall

MASK = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))


class Seat:
    """A wall with everything an operator may use, at a time that the test moves."""

    def __init__(self, qtbot: QtBot, folder: Path, **means: object) -> None:
        self.mono = 100.0
        self.pictures, self.control = ToldPictures(), ToldControl()
        self.files = ToldFiles(folder)
        self.record: list[tuple[str, str, str]] = []
        values: dict[str, object] = {
            "control": self.control, "files": self.files, "operator": "OP-7", "seat": "1",
            "may_lift_masks": True, "now": lambda: NOW, "mono_s": lambda: self.mono,
        }  # fmt: skip
        site = wall_site(masks=(MASK,), turnable=True)
        wanted = WallMeans(**(values | means))  # type: ignore[arg-type]
        self.wall = VideoWall(site, self.pictures, "en", wanted)
        self.wall.acted.connect(self._note)
        qtbot.addWidget(self.wall)
        self.wall.resize(960, 540)
        self.wall.show()
        self.wall.activateWindow()
        self.wall.setFocus()
        qtbot.waitUntil(lambda: self.wall.hasFocus() and self.wall.live_count() == 9)

    def _note(self, kind: str, camera: str, text: str) -> None:
        self.record.append((kind, camera, text))

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier(0)
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.wall, key, modifier)

    def write(self, text: str) -> None:
        QTest.keyClicks(self.wall.operations.foot.field, text)

    @property
    def said(self) -> str:
        return self.wall.operations.foot.text()


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Seat:
    return Seat(qtbot, tmp_path)


# --- replay ---------------------------------------------------------------------------------------


def test_that_r_replays_the_focused_tile_and_is_never_taken_for_live(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Right, Qt.Key.Key_R)
    camera, seconds, playback = seat.pictures.replays[-1]
    assert (camera, seconds) == ("C1", 60.0)
    assert seat.record == [("watch_replay", "C1", "")]
    seat.wall._poll()
    tile = seat.wall.seating.tiles[1]
    assert tile.image is not None
    framed = seat.wall.grab().toImage()
    edge = {framed.pixelColor(x, 3).name() for x in range(tile.rect.left(), tile.rect.right())}
    assert QColor("#eef2f6").name() in edge
    assert seat.wall._dressings[1].caption.right == ()
    seat.press(Qt.Key.Key_Escape)
    assert playback.closed
    assert tile.replay is None


def test_that_a_replay_is_held_stepped_slowed_and_sought(seat: Seat) -> None:
    seat.press(Qt.Key.Key_B)
    playback = seat.pictures.replays[-1][2]
    seat.press(Qt.Key.Key_Space)
    assert playback.shown.state == "paused"
    seat.press(Qt.Key.Key_Comma, Qt.Key.Key_Period)
    assert playback.stepped == [-1, 1]
    seat.wall._poll()
    seat.press(Qt.Key.Key_BracketLeft)
    assert playback.shown.rate == 0.5
    seat.wall._poll()
    seat.press(Qt.Key.Key_Right)
    assert playback.shown.at == NOW - timedelta(seconds=18)
    seat.wall._poll()
    seat.press(Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert playback.shown.at == NOW - timedelta(seconds=23)


def test_that_masks_cover_a_replay_too(seat: Seat) -> None:
    seat.press(Qt.Key.Key_B)
    seat.wall._poll()
    middle = seat.wall.seating.tiles[0].rect.center()
    colour = seat.wall.grab().toImage().pixelColor(middle)
    assert colour.blue() < 120


def test_that_another_camera_in_the_tile_ends_the_replay(seat: Seat) -> None:
    seat.press(Qt.Key.Key_B)
    seat.wall.show_on_spot("C5", "#9")
    assert seat.pictures.replays[-1][2].closed


# --- files ----------------------------------------------------------------------------------------


def _png(path: Path) -> str:
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 0, 0))
    assert image.save(str(path))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_that_a_snapshot_is_masked_before_it_is_told_of(
    seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    """R-PRV-05, R-VID-02: of the main stream, masked, with who and when beside it."""
    seat.press(Qt.Key.Key_S)
    camera, path, file = seat.pictures.snapshots[-1]
    assert camera == "C0"
    assert seat.record == [("take_snapshot", "C0", path.name)]
    raw = _png(path)
    file.shown = FileState("done", path, sha256=raw)
    qtbot.waitUntil(lambda: path.name in seat.files.notes)
    note = seat.files.notes[path.name]
    assert note["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest() != raw
    assert (note["operator"], note["seat"], note["masked"]) == ("OP-7", "1", True)
    assert json.dumps(note)
    saved = QImage(str(path))
    assert saved.pixelColor(32, 18).red() < 100
    assert saved.pixelColor(4, 4).red() == 200
    assert seat.said.startswith(f"Saved: {path.name}")
    assert sorted(tmp_path.iterdir()) == [path]


def test_that_a_snapshot_that_cannot_be_masked_does_not_stay(
    seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    seat.press(Qt.Key.Key_S)
    _camera, path, file = seat.pictures.snapshots[-1]
    path.write_bytes(b"no picture")
    file.shown = FileState("done", path, sha256="0")
    qtbot.waitUntil(lambda: seat.said.startswith("Nothing was saved"))
    assert list(tmp_path.iterdir()) == []


def test_that_a_clip_asks_for_its_purpose_and_waits_for_what_is_to_come(
    seat: Seat, qtbot: QtBot
) -> None:
    seat.wall.show_scene(Scene("C4", "#7 Fall", occurred=NOW - timedelta(seconds=10)))
    qtbot.waitUntil(lambda: seat.wall.seating.tiles[0].is_live)
    seat.press(Qt.Key.Key_E, Qt.Key.Key_Return)
    assert seat.pictures.exports == []
    assert "needs a purpose" in seat.said
    seat.write("112 request")
    seat.press(Qt.Key.Key_Return)
    camera, first, last, file = seat.pictures.exports[-1]
    assert (camera, first, last) == ("C4", NOW - timedelta(seconds=40), NOW + timedelta(seconds=20))
    path = file.shown.path
    assert seat.record == [("export_clip", "C4", f"112 request · #7 · {path.name}")]
    file.shown = FileState("done", path, sha256="ab" * 32, first=first, last=last)
    qtbot.waitUntil(lambda: path.name in seat.files.notes)
    assert seat.files.notes[path.name]["purpose"] == "112 request"
    assert "abababab" in seat.said
    assert seat.wall.hasFocus()


def test_that_a_clip_of_a_masked_camera_is_refused_until_the_mask_is_lifted(seat: Seat) -> None:
    seat.press(Qt.Key.Key_E)
    assert "privacy mask" in seat.said
    assert not seat.wall.operations.foot.is_asking


def test_that_a_failed_file_and_a_missing_folder_are_said(
    seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    seat.press(Qt.Key.Key_S)
    _camera, path, file = seat.pictures.snapshots[-1]
    file.shown = FileState("failed", path, "the camera is not open")
    qtbot.waitUntil(lambda: "Nothing was saved" in seat.said)
    bare = Seat(qtbot, tmp_path, files=None)
    bare.press(Qt.Key.Key_S)
    assert "no folder" in bare.said
    assert bare.record == []


# --- masks ----------------------------------------------------------------------------------------


def test_that_a_mask_is_lifted_for_a_purpose_for_a_minute_and_comes_back(seat: Seat) -> None:
    seat.press(Qt.Key.Key_U, Qt.Key.Key_Return)
    assert seat.record == []
    seat.write("fall, face down")
    seat.press(Qt.Key.Key_Return)
    assert seat.record == [("lift_mask", "C0", "fall, face down")]
    seat.mono += 12
    seat.wall._watch()
    assert seat.wall._dressings[0].masks == ()
    assert seat.wall._dressings[0].marks[0].words == "MASK LIFTED 48 s"
    seat.mono += 49
    seat.wall._watch()
    assert seat.wall._dressings[0].masks == (MASK,)
    assert seat.record[1:] == [("restore_mask", "C0", "")]


def test_that_escape_leaves_the_question_and_lifts_nothing(seat: Seat) -> None:
    seat.press(Qt.Key.Key_U, Qt.Key.Key_Escape)
    assert not seat.wall.operations.foot.is_asking
    assert seat.wall.hasFocus()
    assert seat.record == []


def test_that_a_seat_without_the_right_is_refused_with_a_sentence(
    qtbot: QtBot, tmp_path: Path
) -> None:
    seat = Seat(qtbot, tmp_path, may_lift_masks=False)
    seat.press(Qt.Key.Key_U)
    assert "may not lift" in seat.said
    assert not seat.wall.operations.foot.is_asking


def test_that_a_lifted_mask_is_put_back_when_the_console_ends(seat: Seat) -> None:
    seat.press(Qt.Key.Key_U)
    seat.write("check")
    seat.press(Qt.Key.Key_Return)
    seat.wall.shut()
    assert seat.record[-1] == ("restore_mask", "C0", "")


# --- turning --------------------------------------------------------------------------------------


def answer_for_what(seat: Seat) -> None:
    """Try to turn, and answer with the first purpose."""
    seat.press(Qt.Key.Key_Left, control=True)
    seat.press(Qt.Key.Key_1)


def test_that_a_camera_turns_only_after_one_key_that_says_for_what(seat: Seat) -> None:
    """R-PRV-02: asked once for each incident, and again for the next."""
    seat.wall.show_on_spot("C0", "#3 bell")
    seat.press(Qt.Key.Key_Left, control=True)
    assert "For what is C0 turned?" in seat.said
    assert seat.control.moves == []
    seat.press(Qt.Key.Key_9)
    assert "For what" in seat.said
    seat.press(Qt.Key.Key_2)
    seat.press(Qt.Key.Key_Left, control=True)
    seat.press(Qt.Key.Key_Right, control=True)
    assert seat.record == [("move_camera", "C0", "#3 search")] * 2
    seat.wall.show_on_spot("C0", "#4 fall")
    seat.press(Qt.Key.Key_Left, control=True)
    assert "For what" in seat.said
    assert len(seat.record) == 2


def test_that_the_question_leaves_with_its_camera_and_with_escape(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Left, control=True)
    seat.wall.show_on_spot("C5", "#3")
    assert not seat.wall.operations.turning.takes_digits
    seat.wall.show_on_spot("C0", "#3")
    seat.press(Qt.Key.Key_Left, control=True)
    seat.press(Qt.Key.Key_Escape)
    assert not seat.wall.operations.turning.takes_digits
    assert seat.record == []


def test_that_held_keys_turn_the_spot_camera_and_letting_go_stops_it(seat: Seat) -> None:
    """R-PRV-02: one record for the whole gesture."""
    answer_for_what(seat)
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.keyPress(seat.wall, Qt.Key.Key_Left, ctrl)
    QTest.keyPress(seat.wall, Qt.Key.Key_Up, ctrl)
    QTest.keyRelease(seat.wall, Qt.Key.Key_Up, ctrl)
    QTest.keyRelease(seat.wall, Qt.Key.Key_Left)
    assert [move[1:3] for move in seat.control.moves] == [(-0.6, 0), (-0.6, 0.6), (-0.6, 0), (0, 0)]
    assert seat.record == [("move_camera", "C0", "alert")]


def test_that_the_camera_stops_when_the_keys_or_the_spot_go_elsewhere(seat: Seat) -> None:
    answer_for_what(seat)
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.keyPress(seat.wall, Qt.Key.Key_Right, ctrl)
    seat.wall.show_on_spot("C5", "#3")
    assert seat.control.moves[-1] == ("C0", 0, 0, 0)
    seat.wall.show_on_spot("C0", "#3")
    answer_for_what(seat)
    QTest.keyPress(seat.wall, Qt.Key.Key_Right, ctrl)
    seat.wall.clearFocus()
    assert seat.control.moves[-1] == ("C0", 0, 0, 0)


def test_that_a_digit_goes_to_a_view_only_while_the_views_are_listed(seat: Seat) -> None:
    seat.press(Qt.Key.Key_T)
    assert "[2] Lane" in seat.said
    seat.press(Qt.Key.Key_2)
    assert "For what is C0 turned?" in seat.said
    assert seat.control.gone == []
    seat.press(Qt.Key.Key_4)
    assert seat.control.gone == [("C0", "t1")]
    assert seat.record == [("move_camera", "C0", "check Lane")]
    seat.press(Qt.Key.Key_2)
    assert len(seat.control.gone) == 1


def test_that_the_tile_says_when_the_camera_goes_home(seat: Seat) -> None:
    seat.control.shown = replace(seat.control.shown, returns_in_s=85.0)
    seat.wall._watch()
    assert "returns in 1 min 25 s" in seat.wall._dressings[0].marks[-1].words


@pytest.mark.parametrize(
    ("state", "said"),
    [("absent", "no part that turns"), ("asking", "being asked"), ("failed", "login refused")],
)
def test_that_a_camera_that_cannot_be_turned_says_why(seat: Seat, state: str, said: str) -> None:
    seat.control.shown = ControlState(state, reason="login refused")
    seat.press(Qt.Key.Key_Left, control=True)
    assert said in seat.said
    assert seat.record == []


# --- lost pictures --------------------------------------------------------------------------------


def test_that_a_picture_away_for_30_s_is_reported_once_and_cleared_when_it_is_back(
    seat: Seat,
) -> None:
    """R-VID-03."""
    told: list[tuple[str, ...]] = []
    seat.wall.lost_changed.connect(told.append)
    seat.pictures.of("C3").shown = PictureState("reconnecting", 5.0)
    seat.wall._watch()
    seat.mono += 20
    seat.wall._watch()
    assert told == []
    seat.mono += 6
    seat.wall._watch()
    seat.wall._watch()
    assert told == [("C3",)]
    seat.pictures.of("C3").shown = LIVE
    seat.wall._watch()
    assert told == [("C3",), ()]


def test_that_the_wall_says_in_the_spot_tile_alone_what_it_leaves_out(seat: Seat) -> None:
    before = seat.wall.grab().toImage()
    seat.pictures.shed = "key frames"
    seat.wall._watch()
    after = seat.wall.grab().toImage()
    spot, *others = (tile.rect for tile in seat.wall.seating.tiles)
    assert after.copy(spot) != before.copy(spot)
    assert all(after.copy(rect) == before.copy(rect) for rect in others)
    marks = [each.marks for each in seat.wall.dresser.dress(None, 1.0)]
    assert "key frames only" in marks[0][-1].words
    assert not any(marks[1:])
