"""The boards of patrols, hazards and the roster: what they say, and what each key asks for."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.ports.map_overlay import ChosenPoint, Overlay
from console.ports.seat_link import ActionNews
from console.wire.seat_values import PicturePage
from tests.support.field_stage import FieldStage
from tests.support.patrol_scene import HOME, PHOTO, evening, news, site
from widgets.language import Language
from widgets.patrols.panel import HAZARDS, PATROLS, POINT, ROSTER, PatrolsPanel
from widgets.patrols.reasons import patrol_reason

Wish = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def stage() -> FieldStage:
    return evening()


@pytest.fixture
def panel(qtbot: QtBot, stage: FieldStage) -> Iterator[PatrolsPanel]:
    used = Language("en")
    made = PatrolsPanel(site(), stage.now)
    qtbot.addWidget(made)
    made.resize(1_123, 930)
    made.show()
    made.take(news(stage))
    yield made
    used.close()


@pytest.fixture
def wishes(panel: PatrolsPanel) -> list[Wish]:
    found: list[Wish] = []
    panel.wished.connect(lambda *wish: found.append(wish))
    return found


def fill(panel: PatrolsPanel, key: str | Qt.Key, **values: str) -> None:
    QTest.keyClick(panel, key)
    for name, text in values.items():
        panel.form.set_value(name, text)
    if panel.form.form is not None:
        QTest.keyClick(panel.form, Qt.Key.Key_Return)


def test_that_what_is_wrong_stands_first_with_its_word(panel: PatrolsPanel) -> None:
    rows = panel.rows.board.rows
    assert [row.title[0] for row in rows] == ["2", "3", "1", "4"]
    states = [row.state for row in rows]
    assert states[1].startswith("Not started")
    assert [states[0], *states[2:]] == ["Two apart", "Out", "Planned"]
    assert "Patrols: 2 out, 1 late" in panel.text()


def test_that_coverage_is_told_with_what_it_rests_on(panel: PatrolsPanel) -> None:
    panel.choose("1")
    text = panel.text()
    assert "Route walked: 61 % (160 fixes used, 0 left out)" in text
    assert "CP-01 Riverside 1" in text
    assert "Joint patrol: Volunteer unit 3 6" in text
    assert "Hazard: Electric, Reported" in text


def test_that_the_keys_ask_for_the_acts(panel: PatrolsPanel, wishes: list[Wish]) -> None:
    panel.choose("3")
    fill(panel, Qt.Key.Key_S)
    panel.choose("1")
    fill(panel, Qt.Key.Key_C, checkpoint="CP-06")
    fill(panel, Qt.Key.Key_I, words="취객 다툼")
    fill(panel, Qt.Key.Key_J, organisation="ORG-02", people="12")
    fill(panel, Qt.Key.Key_E, words="비")
    fill(panel, Qt.Key.Key_H, category="gas", words="가스 냄새")
    subjects = [(subject, act, words) for subject, act, words, _ in wishes]
    assert subjects == [
        ("patrol:3", "start", ""),
        ("patrol:1", "pass", ""),
        ("patrol:1", "incident", "취객 다툼"),
        ("patrol:1", "join", ""),
        ("patrol:1", "end", "비"),
        ("hazard:", "report", "가스 냄새"),
    ]
    assert json.loads(wishes[1][3]) == {"checkpoint": "CP-06"}
    assert json.loads(wishes[3][3]) == {"organisation": "ORG-02", "people": 12}
    assert json.loads(wishes[5][3])["category"] == "gas"


def test_that_every_wish_is_one_the_engine_grants(panel: PatrolsPanel, wishes: list[Wish]) -> None:
    own = evening()
    panel.take(news(own))
    panel.choose("3")
    fill(panel, Qt.Key.Key_S)
    panel.choose("1")
    fill(panel, Qt.Key.Key_C, checkpoint="CP-05")
    fill(panel, Qt.Key.Key_Plus)
    fill(panel, Qt.Key.Key_Insert, team="5조", first="x-1", second="x-2")
    panel.choose("1", HAZARDS)
    fill(panel, Qt.Key.Key_R, office="electricity", reference="전기 77")
    panel.choose("ORG-01", ROSTER)
    fill(panel, Qt.Key.Key_C, members="12", active="no")
    fill(panel, Qt.Key.Key_Insert, code="ORG-99", name_ko="새 단체")
    for subject, act, words, content in wishes:
        own.act("field", subject=subject, choice=act, text=words, content=content)
        assert own.desk.counters()["commands"]
        said = own.answer()
        assert said.accepted, (subject, act, said.reason)
    assert own.record("patrol", "5").state == "planned"
    assert own.record("hazard", "1").state == "referred"


def test_that_a_field_that_does_not_fit_is_named_and_nothing_is_sent(
    panel: PatrolsPanel, wishes: list[Wish]
) -> None:
    panel.choose("1")
    fill(panel, Qt.Key.Key_J, people="many")
    assert "People" in panel.form.text()
    QTest.keyClick(panel.form, Qt.Key.Key_Escape)
    fill(panel, Qt.Key.Key_I)
    assert panel.form.form is not None
    assert wishes == []


def test_that_an_act_that_makes_no_sense_now_opens_nothing(panel: PatrolsPanel) -> None:
    panel.choose("4")
    for key in (Qt.Key.Key_C, Qt.Key.Key_E, Qt.Key.Key_Plus, Qt.Key.Key_I):
        QTest.keyClick(panel, key)
        assert panel.form.form is None
    assert not panel.buttons["end"].isEnabled()


def test_that_hazards_tell_whose_debt_they_are(panel: PatrolsPanel) -> None:
    QTest.keyClick(panel, Qt.Key.Key_Right)
    assert panel.page_index == HAZARDS
    panel.choose("2")
    assert "Roads office" in panel.text()
    assert "도로 2026-114" in panel.text()


def test_that_a_hazard_a_device_told_to_be_gone_says_so_in_korean(panel: PatrolsPanel) -> None:
    own = evening()
    own.event("patrol.hazard", "app-1", condition="active", subject="pole 12")
    own.event("patrol.hazard", "app-1", condition="cleared", subject="pole 12")
    number = max(int(each.id) for each in own.desk.fields() if each.kind == "hazard")
    panel.take(news(own))
    panel.choose(str(number), HAZARDS)
    assert "app-1 · the device told that it is gone" in panel.text()
    korean = Language("ko")
    QApplication.processEvents()
    assert "app-1 · 해소되었다고 기기가 알림" in panel.text()
    korean.close()


def test_that_a_hazard_put_on_the_map_is_still_the_patrols(
    panel: PatrolsPanel, wishes: list[Wish]
) -> None:
    panel.choose("1", PATROLS)
    fill(panel, Qt.Key.Key_H, category="gas", place="place_on_map", words="가스 냄새")
    panel.take_point(ChosenPoint(place=HOME, purpose=POINT))
    assert json.loads(wishes[-1][3])["patrol"] == "1"
    assert json.loads(wishes[-1][3])["place"]["lat"] == HOME.lat


def test_that_the_map_shows_the_route_what_was_walked_and_the_checkpoints(
    panel: PatrolsPanel,
) -> None:
    told: list[Overlay] = []
    panel.overlay_changed.connect(told.append)
    panel.choose("1")
    QTest.keyClick(panel, Qt.Key.Key_M)
    (overlay,) = told
    assert {line.meaning for line in overlay.lines} == {"route", "walked"}
    standings = [point.standing for point in overlay.points if point.meaning == "checkpoint"]
    assert standings == ["done"] * 4 + ["open"] * 3
    assert overlay.units == ("patrol-1a", "patrol-1b")
    QTest.keyClick(panel, Qt.Key.Key_M)
    assert told[-1] == Overlay()


def test_that_an_alert_of_a_team_opens_on_its_patrol(
    panel: PatrolsPanel, stage: FieldStage
) -> None:
    alerts = {each.type: each for each in stage.desk.alerts()}
    assert panel.choose_for(alerts["team.separated"])
    assert (panel.page_index, panel.chosen) == (PATROLS, "2")
    assert panel.choose_for(alerts["patrol.hazard"])
    assert panel.page_index == HAZARDS
    assert not panel.choose_for(replace(alerts["patrol.hazard"], type="x", subject=None, unit=None))


def test_that_what_is_not_current_says_so(panel: PatrolsPanel, stage: FieldStage) -> None:
    panel.take(news(stage, current=False))
    assert panel._stale.isVisible()
    panel.take(news(stage))
    assert not panel._stale.isVisible()


def test_that_the_answer_of_the_engine_is_told_on_the_board(panel: PatrolsPanel) -> None:
    reason = "2 checkpoints were not passed: say why."
    panel.take_action(ActionNews("c1", 0, "field", "refused", reason))
    assert panel.text().endswith(f"Refused: {reason}")
    panel.take_action(ActionNews("c1", 0, "field", "local_only"))
    assert panel.text().endswith("not yet at the engine")


def test_that_the_board_speaks_korean_at_once(panel: PatrolsPanel) -> None:
    korean = Language("ko")
    QApplication.processEvents()
    assert "순찰: 순찰 중 2, 지연 1" in panel.text()
    assert panel.buttons["end"].text() == "종료  E"
    assert patrol_reason("There is no such patrol.") == "그런 순찰이 없습니다."
    korean.close()


def test_that_a_board_behind_others_does_no_work_and_is_right_when_it_comes_up(
    panel: PatrolsPanel, stage: FieldStage
) -> None:
    panel.hide()
    before = panel.rows.board.rows
    panel.take(replace(news(stage), fields=(), whole=True))
    assert panel.rows.board.rows is before
    panel.show()
    assert panel.rows.board.rows == ()


def png(width: int, height: int) -> bytes:
    image, held = QImage(width, height, QImage.Format.Format_RGB32), QBuffer()
    image.fill(0x336699)
    held.open(QBuffer.OpenModeFlag.WriteOnly)
    assert image.save(held, "PNG")
    return bytes(held.data().data())


def test_that_a_picture_of_a_hazard_is_fetched_shown_and_put_away(panel: PatrolsPanel) -> None:
    asked: list[str] = []
    panel.picture_wished.connect(asked.append)
    panel.choose("1", HAZARDS)
    QTest.keyClick(panel, Qt.Key.Key_V)
    assert asked == [PHOTO]
    panel.take_picture(PicturePage(1, "cd" * 32, "image/png", png(9, 9)))
    assert not panel.picture.isVisible()
    panel.take_picture(PicturePage(1, PHOTO, "image/png", png(2_000, 1_000)))
    assert panel.picture.isVisible()
    assert panel.picture.pixmap().width() <= 560
    QTest.keyClick(panel, Qt.Key.Key_V)
    assert not panel.picture.isVisible()


def test_that_a_look_at_a_picture_is_on_record_before_it_is_asked_for_r_prv_01(
    panel: PatrolsPanel, wishes: list[Wish], stage: FieldStage
) -> None:
    panel.choose("1", HAZARDS)
    panel.trigger("picture")
    assert wishes == [("hazard:1", "look", PHOTO, "")]
    assert stage.field("hazard:1", "look", text=PHOTO) == ""
    assert stage.field("hazard:99", "look", text=PHOTO).startswith("no: ")


@pytest.mark.qt_log_ignore("propagateSizeHints", "JPEG|jpeg|libpng|PNG")
@pytest.mark.parametrize("content", [b"", b"\xff\xd8 no picture", png(1, 1)[:40]])
def test_that_what_is_no_picture_is_said_and_not_shown(panel: PatrolsPanel, content: bytes) -> None:
    panel.choose("1", HAZARDS)
    QTest.keyClick(panel, Qt.Key.Key_V)
    panel.take_picture(PicturePage(1, PHOTO, "image/png", content))
    assert not panel.picture.isVisible()
    assert panel.text().endswith("The picture cannot be shown.")


def test_that_a_picture_goes_with_its_hazard(panel: PatrolsPanel) -> None:
    panel.choose("1", HAZARDS)
    QTest.keyClick(panel, Qt.Key.Key_V)
    panel.take_picture(PicturePage(1, PHOTO, "image/png", png(20, 10)))
    panel.choose("2")
    assert not panel.picture.isVisible()
    assert not panel.buttons["picture"].isEnabled()
