"""The escorts' panel before a real desk, by keyboard alone (O1, O23, R-PRV-07)."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.domain.places.geo import Place
from console.ports.map_overlay import ChosenPoint, Overlay
from console.wire.seat_values import FieldPersonal
from tests.support.escort_scene import AREA, EscortScene, answer
from tests.support.wall_doubles import ToldPictures
from widgets.escorts.panel import Escorts
from widgets.escorts.reasons import escort_reason
from widgets.escorts.typed import next_time, point_of
from widgets.field.form import WrongField
from widgets.language import Language

Wish = tuple[str, str, str, str]


class Board:
    """The panel, its scene, and what it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.scene, self.pictures = EscortScene(), ToldPictures()
        self.scene.busy()
        now = self.scene.stage.now
        self.panel = Escorts(self.scene.site, self.pictures, now)
        qtbot.addWidget(self.panel)
        self.panel.resize(1_280, 900)
        self.wishes: list[Wish] = []
        self.overlays: list[Overlay | None] = []
        self.panel.wished.connect(self._note)
        self.panel.overlay_changed.connect(self.overlays.append)
        self.panel.show()
        self.tell()

    def _note(self, *wish: str) -> None:
        self.wishes.append(wish)  # type: ignore[arg-type]

    def tell(self) -> None:
        """The newest of the desk."""
        self.panel.take(self.scene.news(whole=True))
        self.panel.set_now(self.scene.stage.now)

    def walk(self, seconds: int) -> None:
        """Seconds of the walk, told one by one."""
        for _ in range(seconds):
            self.scene.step()
            self.panel.take(self.scene.news())
        self.panel.set_now(self.scene.stage.now)

    def send(self, wish: Wish) -> str:
        """What the desk says to a wish."""
        subject, act, words, content = wish
        form = json.loads(content) if content else None
        return self.scene.stage.field(subject, act, form, text=words)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.panel, key)

    def fill(self, **values: str) -> None:
        for name, text in values.items():
            self.panel.parts.form.set_value(name, text)
        QTest.keyClick(self.panel.parts.form, Qt.Key.Key_Return)


@pytest.fixture
def board(qtbot: QtBot) -> Board:
    return Board(qtbot)


def test_that_what_needs_somebody_stands_first_and_says_why(board: Board) -> None:
    rows = board.panel.parts.escorts.board.rows
    assert [row.record for row in rows] == ["2", "5", "1", "3", "4"]
    assert (rows[0].tone, rows[0].state) == ("fault", "Team on its way: not met")
    assert rows[1].state == "No team yet: no team"
    assert "금호동 0/0 free, 1 waiting" in board.panel.text()


def test_that_a_request_is_taken_by_keyboard_alone(board: Board) -> None:
    board.key(Qt.Key.Key_Insert)
    board.fill(area=AREA, meet_at="23:30", meet_name="역", home="37.56, 127.04", phone="02-1")
    ((subject, act, _, content),) = board.wishes
    assert (subject, act) == ("escort:", "request")
    assert json.loads(content)["home"] == [37.56, 127.04]
    board.scene.stage.ms += 0
    assert board.send(board.wishes[0]) == "6"


def test_that_a_field_that_does_not_fit_is_named_and_nothing_is_lost(board: Board) -> None:
    board.key(Qt.Key.Key_Insert)
    board.fill(area=AREA, meet_at="25:99", meet_name="역")
    assert board.wishes == []
    assert "Meet at" in board.panel.parts.form.text()
    assert board.panel.parts.form.values()["meet_name"] == "역"
    QTest.keyClick(board.panel.parts.form, Qt.Key.Key_Escape)
    assert board.panel.parts.form.form is None


def test_that_the_map_fills_the_field_that_asked(board: Board) -> None:
    board.key(Qt.Key.Key_Insert)
    board.panel.take_point(ChosenPoint(Place(37.5612, 127.0351), "escort.home"))
    board.panel.take_point(ChosenPoint(Place(1.0, 2.0), "patrol.route"))
    assert board.panel.parts.form.values()["home"] == "37.561200, 127.035100"
    assert board.panel.parts.form.values()["meet"] == ""


def test_that_each_step_of_a_walk_is_one_key_that_the_desk_grants(board: Board) -> None:
    board.panel.choose("3")
    assert not board.panel.parts.buttons["walk"].isEnabled()
    for key, state in (
        (Qt.Key.Key_M, "met"), (Qt.Key.Key_W, "walking"), (Qt.Key.Key_A, "arrived"),
        (Qt.Key.Key_X, "closed"),
    ):  # fmt: skip
        board.key(key)
        assert board.send(board.wishes[-1]) == ""
        board.tell()
        assert board.scene.stage.record("escort", "3").state == state
    assert "erased at the end" in board.panel.text()


def test_that_the_best_free_team_is_the_first_choice(board: Board) -> None:
    board.panel.choose("4")
    board.key(Qt.Key.Key_T)
    board.fill()
    assert board.send(board.wishes[-1]) == ""
    assert board.scene.stage.content("escort", "4")["team"] == "3"


def test_that_the_strip_follows_the_walk_and_keeps_its_pictures_o1(board: Board) -> None:
    board.panel.choose("1")
    shown = set()
    for _ in range(30):
        board.walk(10)
        strip = board.panel.parts.strip
        shown.add(strip.strip.current)
        running = {name for name, _, picture in board.pictures.opened if not picture.closed}
        wanted = {strip.strip.previous, strip.strip.current, strip.strip.next} - {""}
        assert running == wanted
    assert len(shown - {""}) >= 3
    assert not any(main for _, main, _ in board.pictures.opened)
    assert board.overlays[-1] is not None
    assert board.overlays[-1].strips[0].current == board.panel.parts.strip.strip.current


def test_that_a_picture_that_becomes_the_current_one_goes_on(board: Board) -> None:
    board.panel.choose("1")
    switched = 0
    for _ in range(200):
        before, opened = board.panel.parts.strip.strip, len(board.pictures.opened)
        held = board.pictures.running()
        board.walk(1)
        after = board.panel.parts.strip.strip
        if after.current != before.current and after.current == before.next:
            switched += 1
            newly = {name for name, *_ in board.pictures.opened[opened:]}
            assert after.current not in newly
            assert board.pictures.of(after.current) in held
    assert switched


def test_that_an_old_position_is_told_and_never_called_good(board: Board) -> None:
    board.panel.choose("1")
    board.walk(3)
    assert "position 0 s old" in board.panel.text()
    board.scene.stage.ms += 45_000
    board.panel.set_now(board.scene.stage.now)
    assert "The position is 45 s old" in board.panel.text()


def test_that_nothing_is_received_while_the_panel_cannot_be_seen(board: Board) -> None:
    board.panel.choose("1")
    board.walk(60)
    assert board.pictures.running()
    board.panel.hide()
    assert not board.pictures.running()
    board.panel.show()
    assert board.pictures.running()
    board.panel.shut()
    assert not board.pictures.running()


def test_that_a_name_is_shown_for_a_purpose_and_for_a_minute_r_prv_07(
    board: Board, qtbot: QtBot
) -> None:
    board.panel.choose("1")
    assert "가나다" not in board.panel.text()
    with qtbot.waitSignal(board.panel.reveal_wished) as wish:
        board.key(Qt.Key.Key_P)
        board.fill(words="전화 확인")
    assert wish.args == ["escort:1", "call_back", "전화 확인"]
    stage = board.scene.stage
    stage.field("escort:1", "call_back", kind="field_reveal", text="전화 확인")
    found = stage.told[-1]
    board.panel.take_personal(found)
    assert "가나다" in board.panel.text()
    board.panel.set_now(found.until)
    assert "가나다" not in board.panel.text()
    board.panel.take_personal(found)
    board.panel.choose("3")
    assert "가나다" not in board.panel.text()
    board.panel.take_personal(FieldPersonal("c", "A", "escort", "1", found.personal, found.until))
    assert "가나다" not in board.panel.text()  # no longer in view


def test_that_a_unit_is_vouched_for_with_channel_and_words(board: Board) -> None:
    board.key(Qt.Key.Key_Right)
    board.key(Qt.Key.Key_Right)
    board.key(Qt.Key.Key_Down)
    board.key(Qt.Key.Key_K)
    board.fill(channel="radio", words="전원 이상 없음")
    subject, act, words, content = board.wishes[-1]
    assert subject.startswith("check_in:scout-")
    assert (act, words, json.loads(content)) == ("heard", "전원 이상 없음", {"channel": "radio"})
    assert board.send(board.wishes[-1]) == ""


def test_that_a_refusal_is_told_in_words_and_in_the_language(board: Board) -> None:
    board.panel.take_action(answer("refused", "Team 1조 has no time then."))
    assert "Refused: team 1조 has no time then" in board.panel.text()
    language = Language("en")
    try:
        language.use("ko")
        board.panel.retranslate()
        assert escort_reason("No team is free then.") == "그 시각에 빈 조가 없습니다"
        assert "배정 전: 조 없음" in board.panel.text()
        assert board.panel.parts.buttons["request"].text() == "새 귀가  Ins"
    finally:
        language.use("en")


def test_that_a_stepped_clock_is_told(board: Board) -> None:
    board.scene.stage.wall_s = 3_600
    board.scene.stage.tick()
    board.tell()
    assert "computer clock was set" in board.panel.text()
    board.key(Qt.Key.Key_L)
    assert board.send(board.wishes[-1]) == ""
    board.tell()
    assert "computer clock was set" not in board.panel.text()


def test_that_an_overlay_ends_with_the_escort(board: Board) -> None:
    board.panel.choose("2")
    assert board.overlays[-1] is not None
    board.scene.stage.field("escort:2", "no_show")
    board.tell()
    board.panel.choose("2")
    assert board.overlays[-1] is None


@pytest.mark.parametrize("text", ["", "24:00", "12:60", "noon", "1", "12345"])
def test_that_no_time_is_guessed(text: str) -> None:
    with pytest.raises(WrongField):
        next_time(text, EscortScene().stage.now)


@pytest.mark.parametrize(
    ("read", "text"), [(point_of, "37.5"), (point_of, "a, b"), (point_of, "95, 127")]
)
def test_that_no_point_is_guessed(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(WrongField):
        read(text)


def test_that_what_is_not_current_says_so_and_hides_names(board: Board) -> None:
    stale = replace(board.scene.news(), current=False)
    board.panel.take(stale)
    assert "Not current" in board.panel.text()
    board.panel.take(board.scene.news())
    assert "Not current" not in board.panel.text()


def test_that_an_alert_opens_its_escort_and_its_unit(board: Board) -> None:
    alerts = {each.subject: each for each in board.scene.stage.desk.alerts()}
    assert board.panel.choose_for(alerts["escort:5"])
    assert board.panel.chosen["escort"] == "5"
    assert board.panel.choose_for(alerts["check_in:scout-3"])
    assert (board.panel.section, board.panel.chosen["unit"]) == ("unit", "scout-3")
    assert not board.panel.choose_for(replace(alerts["escort:5"], subject="guard:1"))


def test_that_a_request_of_which_something_could_not_be_read_says_ask_back(board: Board) -> None:
    board.scene.stage.event("escort.requested", "app-1", data={"area": AREA, "people": "two"})
    board.tell()
    (row,) = [each for each in board.panel.text().splitlines() if "ask back" in each][:1]
    assert "No team yet" in row


def test_that_what_was_said_for_a_unit_stands_beside_who_said_it(board: Board) -> None:
    heard = {"channel": "radio"}
    assert board.scene.stage.field("check_in:scout-1", "heard", heard, text="at the gate") == ""
    board.tell()
    assert "radio, kim · at the gate" in board.panel.text()
