"""The board of guard details, before a real desk and by keyboard alone (R-PRV-01, R-PRV-07)."""

import json
from datetime import timedelta
from functools import partial
from itertools import count

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.field.guard import Happening
from console.domain.field.reveal import MASK
from console.ports.seat_link import ActionNews, QueueNews
from console.wire.seat_values import FieldPersonal
from tests.support.guard_scene import NOW, PEOPLE, news
from tests.support.guard_stage import CODE, GuardStage, at_korean
from widgets.field.form import FieldForm, Form
from widgets.guard_details.forms import exchange_form, presence_form, session_form
from widgets.guard_details.panel import GuardDetails
from widgets.guard_details.reasons import guard_reason
from widgets.language import Language


def made(qtbot: QtBot) -> GuardDetails:
    panel = GuardDetails("kim", "A", NOW)
    qtbot.addWidget(panel)
    panel.resize(1_120, 930)
    panel.show()
    panel.take(news())
    return panel


@pytest.fixture
def board(qtbot: QtBot) -> GuardDetails:
    return made(qtbot)


def typed(board: GuardDetails, **values: str) -> None:
    for name, text in values.items():
        board.form.set_value(name.replace("entry_", "entry."), text)
    QTest.keyClick(board.form, Qt.Key.Key_Return)


def test_that_cases_with_gaps_stand_first_and_say_so(board: GuardDetails) -> None:
    rows = [(row.title, row.state, row.tone) for row in board.cases.board.rows]
    assert rows == [
        ("GD-2026-034", "Gap now", "fault"),
        ("GD-2026-031", "Covered", "good"),
        ("GD-2026-035", "No session yet", "quiet"),
    ]
    assert "1 of 2 on post" in board.text()


def test_that_the_roll_says_who_is_free_late_on_post_and_on_leave(board: GuardDetails) -> None:
    lines = [board.roll.item(at).text() for at in range(board.roll.count())]
    assert lines == [
        "G-22 · late: GD-2026-034",
        "G-23 · next 11-27 20:00, GD-2026-034",
        "G-11 · on post: GD-2026-031",
        "G-12 · on post: GD-2026-031",
        "G-21 · on post: GD-2026-034",
    ]


def test_that_the_strip_tells_each_nights_gap_with_its_times(board: GuardDetails) -> None:
    lines = board.strip.text().splitlines()
    assert len(lines) == 14
    assert lines[1] == "11-20 Fri covered"
    assert lines[2] == "11-21 Sat 20:00–… 1/2"
    assert lines[3] == "11-22 Sun 20:00–06:00 1/2"


def test_that_the_choice_moves_by_keys_and_acts_follow_it(board: GuardDetails) -> None:
    assert not board.buttons["exchange"].isEnabled()
    QTest.keyClick(board.strip, Qt.Key.Key_Down)
    QTest.keyClick(board.strip, Qt.Key.Key_Right)
    post = board.strip.chosen_post()
    assert post is not None
    assert post.guard == "G-21"
    assert board.buttons["exchange"].isEnabled()
    QTest.keyClick(board.strip, Qt.Key.Key_PageDown)
    assert board.case is not None
    assert board.case.code == "GD-2026-031"


def test_that_letters_work_under_hangul_and_not_while_a_form_is_filled(
    board: GuardDetails,
) -> None:
    jamo = "ㅜ"  # the key of N in Hangul mode
    press = QKeyEvent(QEvent.Type.KeyPress, ord(jamo), Qt.KeyboardModifier.NoModifier, jamo)
    QCoreApplication.sendEvent(board.strip, press)
    assert board.form.is_open
    QTest.keyClicks(board.form, "x")
    form = board.form.form
    assert form is not None
    assert form.read({"words": "x"}).content == {"kind": "note"}
    QTest.keyClick(board.form, Qt.Key.Key_Escape)
    assert not board.form.is_open


def test_that_a_field_that_does_not_fit_is_named_and_nothing_is_sent(
    board: GuardDetails, qtbot: QtBot
) -> None:
    board.trigger("roster")
    with qtbot.assertNotEmitted(board.wished):
        typed(board, begins="quarter past")
        assert "Daily from" in board.form.text()
        typed(board, begins="20:00", hours="nan")
    assert "Hours a day" in board.form.text()


def test_that_an_extended_session_cannot_be_extended_again(board: GuardDetails) -> None:
    assert board.buttons["extend"].isEnabled()
    board.move_case(1)
    assert not board.buttons["extend"].isEnabled()


def test_that_people_are_masked_until_the_engine_shows_them_and_again_after(
    board: GuardDetails, qtbot: QtBot
) -> None:
    assert all(words not in board.text() for words in PEOPLE.values())
    assert board.personal.text().count(MASK) == len(PEOPLE)
    until = NOW + timedelta(seconds=0.6)
    board.take_personal(FieldPersonal("c", "A", "guard_case", "2", json.dumps(PEOPLE), until))
    assert PEOPLE["phone"] in board.personal.text()
    assert board.personal.mark() == "GD-2026-034 · kim · A · 2026-11-21 23:03:20"
    qtbot.waitUntil(lambda: not board.personal.is_revealed, timeout=15_000)
    assert PEOPLE["phone"] not in board.personal.text()
    assert board.personal.mark() == ""


@pytest.mark.parametrize("way", ["escape", "other case", "hidden", "not current", "late"])
def test_that_a_look_ends_at_once_when_its_case_leaves_the_eye(
    board: GuardDetails, way: str
) -> None:
    until = NOW + timedelta(seconds=60)
    shown = FieldPersonal("c", "A", "guard_case", "2", json.dumps(PEOPLE), until)
    if way == "late":
        board.move_case(1)
        board.take_personal(shown)
        assert not board.personal.is_revealed
        return
    board.take_personal(shown)
    assert board.personal.is_revealed
    match way:
        case "escape":
            QTest.keyClick(board.strip, Qt.Key.Key_Escape)
        case "other case":
            board.move_case(1)
        case "hidden":
            board.hide()
        case _:
            board.take(QueueNews(whole=False, current=False, revision=2, alerts=()))
    assert not board.personal.is_revealed


def test_that_a_look_is_wished_with_purpose_and_reason(board: GuardDetails, qtbot: QtBot) -> None:
    QTest.keyClick(board.strip, Qt.Key.Key_P)
    typed(board)
    assert board.form.is_open  # no reason was given
    with qtbot.waitSignal(board.reveal_wished) as wished:
        typed(board, purpose="police", words="112 asks")
    assert wished.args == ["guard_case:2", "police", "112 asks"]


def test_that_a_case_is_run_by_keyboard_from_its_opening_to_its_end(qtbot: QtBot) -> None:
    """Every form's content is taken by the real desk."""
    stage, board = GuardStage(), GuardDetails("kim", "A", NOW)
    qtbot.addWidget(board)
    board.show()
    reasons: list[str] = []
    revisions = count(1)

    def told() -> None:
        board.set_now(stage.now)
        fields = stage.desk.fields()
        board.take(
            QueueNews(whole=True, current=True, revision=next(revisions), alerts=(), fields=fields)
        )

    def sent(subject: str, act: str, words: str, content: str) -> None:
        act_of = partial(stage.act, "field", subject=subject, choice=act)
        reasons.append(act_of(text=words, content=content))
        told()

    board.wished.connect(sent)
    told()
    QTest.keyClick(board.strip, Qt.Key.Key_Insert)
    typed(board, code=CODE, watches="watch-1", entry_person="A. Nobody")
    QTest.keyClick(board.strip, Qt.Key.Key_S)
    typed(board, basis="refused_warrant", begins="8:00", days="2")
    QTest.keyClick(board.strip, Qt.Key.Key_R)
    typed(board, guards="G1, G2")
    stage.at(at_korean(8))
    told()
    for guard in ("G1", "G2"):
        QTest.keyClick(board.strip, Qt.Key.Key_O)
        typed(board, guard=guard, channel="phone", at="7:58")
    assert "On post: G1, G2" in board.head.text()
    QTest.keyClick(board.strip, Qt.Key.Key_V)
    typed(board, kind="restraint", words="stopped at the gate")
    QTest.keyClick(board.strip, Qt.Key.Key_F)
    typed(board, guard="G2", words="ill")
    assert "Gap now" in board.text()
    QTest.keyClick(board.strip, Qt.Key.Key_Right)
    QTest.keyClick(board.strip, Qt.Key.Key_Right)
    QTest.keyClick(board.strip, Qt.Key.Key_E)
    typed(board, guard="G3")
    QTest.keyClick(board.strip, Qt.Key.Key_L)
    typed(board, guard="2", to_day="2026-03-09", words="ill")
    QTest.keyClick(board.strip, Qt.Key.Key_Plus)
    typed(board, days="3", words="still in danger")
    QTest.keyClick(board.strip, Qt.Key.Key_Z)
    typed(board, words="in custody")
    QTest.keyClick(board.strip, Qt.Key.Key_X)
    typed(board, outcome="detention", feeling="very_safe")
    assert reasons == [""] * 12
    assert stage.case.closed is not None
    kinds = [line.kind for line in stage.case.timeline]
    assert kinds.count(Happening.ON_POST) == 2
    assert "Offender detained" in board.text()
    QTest.keyClick(board.strip, Qt.Key.Key_Q)
    typed(board, words="the term is over")
    assert stage.case.personal == ()
    assert "Erased after the case was closed." in board.text()


def test_that_an_answer_is_told_in_words(board: GuardDetails) -> None:
    reason = "G1 already has a post 03-03 08:00–18:00."
    board.take_action(ActionNews("a", 0, "field", "refused", reason))
    assert f"Refused: {reason}" in board.text()
    board.take_action(ActionNews("a", 0, "field", "local_only"))
    assert "Kept on this seat" in board.text()


def test_that_every_refusal_of_a_roster_is_known_in_korean(qapp: QApplication) -> None:
    language = Language("ko", qapp)
    try:
        for reason in (
            "G1 already has a post 03-03 08:00–18:00.",
            "G1 is on leave 03-03 08:00–03-04 18:00.",
            "G1 is on post since 03-03 08:00.",
            "G9 is not on the roll of guards.",
            "Session 1 runs until 2026-03-04 18:00.",
            "Case GD-1 was closed by kim.",
            "A purpose is one of: emergency, police.",
        ):
            assert guard_reason(reason) != reason, reason
    finally:
        language.close()


def test_that_what_stands_is_not_current_is_said(board: GuardDetails) -> None:
    board.take(QueueNews(whole=False, current=False, revision=2, alerts=()))
    assert "Not current: the engine is not heard" in board.text()
    board.take(QueueNews(whole=False, current=True, revision=3, alerts=()))
    assert "Not current" not in board.text()


def content_of(form: Form, values: dict[str, str]) -> dict[str, object]:
    content = form.read(values).content
    assert isinstance(content, dict)
    return content


def test_that_times_of_a_form_find_their_day() -> None:
    case = next(iter(news().fields))
    assert case.id == "1"
    on = presence_form("on_post", "guard_case:1", ["G1"], NOW)
    said = content_of(on, {"guard": "G1", "at": "23:50"})
    assert said["at"] == "2026-11-20T23:50:00+09:00"  # it is 23:03: that was yesterday


def test_that_an_exchange_after_midnight_is_of_the_next_day() -> None:
    post = next(iter(GuardStage().rostered().case.posts))
    form = exchange_form("guard_case:1", post, ["G1", "G2"])
    early = content_of(form, {"guard": "G2", "since": "02:00"})
    assert early["since"] == "2026-03-04T02:00:00+09:00"


def test_that_a_changed_language_puts_an_open_form_away(qtbot: QtBot, qapp: QApplication) -> None:
    form = FieldForm()
    qtbot.addWidget(form)
    form.open(session_form("guard_case:1", NOW))
    language = Language("en", qapp)
    language.use("ko")
    try:
        qtbot.waitUntil(lambda: not form.is_open, timeout=15_000)
    finally:
        language.close()
