"""The whole window, driven by keys and by a scripted seat link."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from console.domain.alerts.alert import Box
from tests.support.seat_doubles import (
    alert,
    link_down,
    link_up,
    snapshot,
    told,
    varied,
)
from tests.support.window_stage import CATALOGUE, Console


def test_that_an_sos_is_claimed_with_one_key(console: Console) -> None:
    """R-OPS-05: at most two keystrokes from SOS to claimed."""
    console.feed(link_up(), snapshot([]))
    console.feed(replace(snapshot([alert(7, "sos.app", CATALOGUE)]), whole=False))
    console.press(Qt.Key.Key_C, "c")
    assert console.link.submitted == [("claim", 7, "", None)]


@pytest.mark.parametrize(
    ("key", "text", "kind"),
    [
        (Qt.Key.Key_C, "c", "claim"),
        (Qt.Key(ord("ㅊ")), "ㅊ", "claim"),
        (Qt.Key.Key_unknown, "ㅊ", "claim"),
        (Qt.Key(ord("ㅁ")), "ㅁ", "acknowledge"),
        (Qt.Key.Key_A, "a", "acknowledge"),
    ],
)
def test_that_letters_work_in_hangul_mode_too(
    console: Console, key: Qt.Key, text: str, kind: str
) -> None:
    """R-OPS-05."""
    console.feed(link_up(), snapshot([alert(7, "sos.app", CATALOGUE)]))
    console.press(key, text)
    assert console.link.submitted == [(kind, 7, "", None)]


def test_that_an_alert_is_noted_and_closed_without_a_mouse(console: Console) -> None:
    console.feed(link_up(), snapshot([alert(7, "sos.app", CATALOGUE)]))
    console.press(Qt.Key(ord("ㅜ")), "ㅜ")
    QTest.keyClicks(console.window.panels.detail.answers.note, "seen: a cat")
    console.press(Qt.Key.Key_Return)
    console.press(Qt.Key.Key_X, "x")
    console.press(Qt.Key.Key_2, "2")
    assert console.link.submitted == [
        ("note", 7, "seen: a cat", None),
        ("close", 7, "", "false_nuisance"),
    ]
    assert QApplication.focusWidget() is console.window.panels.queue.view


def test_that_letters_typed_into_a_note_are_no_commands(console: Console) -> None:
    console.feed(link_up(), snapshot([alert(7, "sos.app", CATALOGUE)]))
    console.press(Qt.Key.Key_N, "n")
    QTest.keyClicks(console.window.panels.detail.answers.note, "acrx")
    assert console.link.submitted == []
    console.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is console.window.panels.queue.view


def test_that_an_action_is_marked_local_only_until_the_engine_answers(console: Console) -> None:
    console.feed(link_up(), snapshot([alert(7, "sos.app", CATALOGUE)]))
    console.feed(told("a", 7, "claim", "local_only"))
    row = console.window.panels.model.find(7)
    assert row is not None
    assert row.pending == 1
    assert "Local only: 1" in console.window.panels.status.text()
    console.feed(told("a", 7, "claim", "refused", "held by lee"))
    row = console.window.panels.model.find(7)
    assert row is not None
    assert row.pending == 0
    assert "Claim refused: held by lee" in console.window.panels.detail.text()


def test_that_standing_faults_are_banners_and_leave_with_their_cause(console: Console) -> None:
    """R-HMI-08."""
    window = console.window
    console.feed(link_up(), snapshot(varied(CATALOGUE)))
    assert window.panels.notices.shown() == {}
    console.feed(snapshot(varied(CATALOGUE), fault=1))
    assert set(window.panels.notices.shown()) == {"store"}
    console.feed(link_down(console.clock.now()))
    console.tick(65)
    assert "01:05" in window.panels.notices.shown()["link"]
    assert "Not current" in window.panels.queue._stale.text()
    console.feed(link_up(), snapshot(varied(CATALOGUE)))
    assert window.panels.notices.shown() == {}
    assert not window.findChildren(QDialog)


def test_that_a_gap_says_not_current(console: Console) -> None:
    """R-ALM-16."""
    console.feed(link_up(), snapshot([], current=False))
    assert "gap" in console.window.panels.notices.shown()
    assert "Not current" in console.window.panels.queue._empty.text()
    console.feed(snapshot([]))
    assert console.window.panels.queue._empty.text() == "No open alerts"


def test_that_before_the_first_word_nothing_is_called_normal(console: Console) -> None:
    """R-ALM-17."""
    assert "Not current" in console.window.panels.queue._empty.text()
    assert "Engine: connecting" in console.window.panels.status.text()


def test_that_missing_sound_and_video_are_said(console: Console) -> None:
    console.sound.fault = "no device"
    console.pictures.missing = "libVLC was not found"
    console.feed(link_up(), snapshot([alert(7, "sos.app", CATALOGUE)]))
    console.tick()
    shown = console.window.panels.notices.shown()
    assert set(shown) == {"sound", "pictures"}
    assert "libVLC was not found" in shown["pictures"]
    flashes = set()
    for _ in range(2):
        console.tick()
        flashes.add(bool(console.window.panels.queue._header.property("flash")))
    assert flashes == {True, False}


def test_that_an_sos_sounds_and_m_silences_it(console: Console) -> None:
    console.feed(link_up(), snapshot([alert(7, "sos.app", CATALOGUE)]))
    assert console.sound.played == ["high"]
    console.press(Qt.Key(ord("ㅡ")), "ㅡ")
    assert console.window.annunciator.silence_left_s == 120
    assert "Silent for 120 s" in console.window.panels.top.sound.text()


def test_that_the_language_switches_at_run_time(console: Console) -> None:
    console.feed(link_up(), snapshot([alert(7, "sos.app", CATALOGUE)]))
    console.press(Qt.Key.Key_F9)
    panels = console.window.panels
    assert panels.queue._title.text() == "경보 목록"
    assert "서버: 연결됨" in panels.status.text()
    assert CATALOGUE.type_of("sos.app").name_ko in panels.detail.text()
    assert "성동구" in console.window.windowTitle()
    console.press(Qt.Key.Key_F9)
    assert panels.queue._title.text() == "Alert queue"
    assert "Engine: connected" in panels.status.text()


@pytest.mark.parametrize(("key", "count"), [(1, 1), (2, 4), (3, 9), (4, 16)])
def test_that_control_and_a_number_choose_the_layout(
    console: Console, key: int, count: int
) -> None:
    QTest.keyClick(
        console.window.panels.queue.view,
        Qt.Key(Qt.Key.Key_0 + key),
        Qt.KeyboardModifier.ControlModifier,
    )
    assert console.window.panels.top.layouts[count].isChecked()


def test_that_the_key_list_covers_neither_queue_nor_clock_nor_status(console: Console) -> None:
    """R-HMI-07."""
    console.press(Qt.Key.Key_Question, "?")
    panels = console.window.panels
    assert panels.keys.isVisible()
    covered = panels.keys.geometry()
    kept: tuple[QWidget, ...] = (panels.queue, panels.detail, panels.top, panels.status)
    for panel in kept:
        at = panel.mapTo(console.window, panel.rect().topLeft())
        assert not covered.intersects(panel.rect().translated(at))
    console.press(Qt.Key.Key_Escape)
    assert panels.keys.isHidden()


def test_that_arrows_choose_from_anywhere_and_detail_follows(console: Console) -> None:
    console.feed(link_up(), snapshot(varied(CATALOGUE)))
    panels = console.window.panels
    second = panels.model.row_at(1)
    console.press(Qt.Key.Key_Down)
    assert panels.queue.chosen == second.number
    assert panels.detail.alert == second.alert


def test_that_f_lets_the_map_follow_from_the_queue(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(console.window.panels.map, "follow", lambda: asked.append(1))
    console.press(Qt.Key(ord("ㄹ")), "ㄹ")
    assert asked == [1]


def test_that_f6_goes_round_the_panels(console: Console) -> None:
    console.feed(link_up(), snapshot(varied(CATALOGUE)))
    seen = [QApplication.focusWidget()]
    for _ in range(4):
        console.press(Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert len(set(map(id, seen))) >= 4
    assert seen[0] is seen[-1] is console.window.panels.queue.view


def test_that_the_pictures_take_sixty_percent_at_sixteen_to_nine(console: Console) -> None:
    for width, height in ((1920, 1080), (2560, 1440)):
        console.window.resize(width, height)
        QApplication.processEvents()
        wall = console.window.panels.wall
        assert 0.55 < wall.width() / width < 0.65
        assert abs(wall.width() / wall.height() - 16 / 9) < 0.05


def test_that_a_closed_alert_leaves_detail_and_spot(console: Console) -> None:
    one = alert(7, "sos.app", CATALOGUE)
    console.feed(link_up(), snapshot([one]))
    console.feed(snapshot([]))
    assert console.window.panels.detail.alert is None
    assert console.window.panels.queue.chosen is None


def test_that_closing_the_window_stops_its_timers(console: Console) -> None:
    console.window.close()
    window = console.window
    timers = (
        window._ticker, window.bridge._timer, window.annunciator._timer,
        window.responsiveness._timer, window.panels.queue.view._blink,
    )  # fmt: skip
    assert not any(timer.isActive() for timer in timers)


@pytest.mark.parametrize(
    ("ahead_s", "word"), [(600.0, "10:00 behind"), (-3_600.0, "1:00:00 ahead")]
)
def test_that_a_clock_that_is_off_is_told_until_it_is_right(
    console: Console, ahead_s: float, word: str
) -> None:
    console.feed(replace(link_up(), ahead_s=ahead_s), snapshot([]))
    assert word in console.window.panels.notices.shown()["clock"]
    console.feed(link_up())
    assert "clock" not in console.window.panels.notices.shown()


def test_that_a_long_banner_wraps_instead_of_widening_the_window(console: Console) -> None:
    window = console.window
    console.feed(link_down())
    window.panels.notices.set("link", "No answer from the engine. " * 20, "fault")
    banner = window.panels.notices._banners["link"]
    assert banner.minimumSizeHint().width() < 1000


def test_that_a_database_fault_is_not_claimed_while_the_engine_is_away(console: Console) -> None:
    console.feed(link_up(), snapshot([], fault=1))
    assert "store" in console.window.panels.notices.shown()
    console.feed(link_down())
    assert set(console.window.panels.notices.shown()) == {"link"}
    console.feed(link_up())
    assert "store" in console.window.panels.notices.shown()


def test_that_an_alert_comes_to_the_wall_without_taking_the_keys_r_ops_02(
    console: Console,
) -> None:
    before = QApplication.focusWidget()
    one = alert(7, "analytics.fall", CATALOGUE, cameras=("SD-0003",))
    console.feed(link_up(), snapshot([one]))
    console.window.panels.queue.choose(7)
    scene = console.window.panels.wall.scene
    assert (scene.camera, scene.words.split(" ")[0]) == ("SD-0003", "#7")
    assert QApplication.focusWidget() is before
    console.feed(snapshot([]))
    assert console.window.panels.wall.scene.camera is None


def test_that_what_is_seen_is_renewed_and_the_spot_stays_the_operators(console: Console) -> None:
    one = alert(7, "analytics.fall", CATALOGUE, cameras=("SD-0003",))
    console.feed(link_up(), snapshot([one]))
    console.window.panels.queue.choose(7)
    console.window.show_camera("SD-0009")
    box = Box(0.1, 0.1, 0.2, 0.2)
    console.feed(replace(snapshot([replace(one, boxes=(box,))]), whole=False))
    scene = console.window.panels.wall.scene
    assert (scene.camera, scene.boxes, scene.boxed) == ("SD-0009", (box,), "SD-0003")


def test_that_acts_on_cameras_and_lost_pictures_reach_the_link(console: Console) -> None:
    """R-PRV-01, R-VID-03."""
    wall = console.window.panels.wall
    wall.acted.emit("take_snapshot", "SD-0003", "#7")
    wall.lost_changed.emit(("SD-0003",))
    assert console.link.acts == [("take_snapshot", "SD-0003", "#7")]
    assert console.link.lost == [("SD-0003",)]
    console.feed(told("action-1", 0, "take_snapshot", "refused", "The camera was not named."))
    assert wall.operations.foot.text().startswith("Not on record: Save a snapshot")


def test_that_escape_in_the_queue_gives_the_wall_its_tiles_back(console: Console) -> None:
    console.press(Qt.Key.Key_F11)
    assert console.window.panels.wall.seating.full_spot
    console.press(Qt.Key.Key_Escape)
    assert not console.window.panels.wall.seating.full_spot


def test_that_every_layout_is_chosen_from_its_list(console: Console) -> None:
    panels = console.window.panels
    panels.top.more.click()
    assert panels.layouts.isVisible()
    queue = panels.queue.mapTo(console.window, panels.queue.rect().topLeft())
    assert panels.layouts.geometry().right() < queue.x(), "R-HMI-07"
    panels.layouts.buttons[13].click()
    assert panels.layouts.isHidden()
    assert panels.wall.tile_count == 13
    assert "13" in panels.top.more.text()
    assert not any(button.isChecked() for button in panels.top.layouts.values())
    console.press(Qt.Key(ord("ㅈ")), "ㅈ")
    assert panels.top.layouts[16].isChecked()


def test_that_a_board_without_the_engine_says_so_and_calls_nothing_normal(
    console: Console,
) -> None:
    """R-ALM-16: nothing kept out and nobody asked look alike."""
    console.feed(link_up(), snapshot([alert(1, "bell.pressed", CATALOGUE)]))
    console.tick()
    quiets = console.window.room_desk.quiets
    known = quiets.table.accessibleDescription()
    console.feed(link_down())
    console.tick()
    assert known.startswith("Nothing is kept out")
    assert quiets.table.accessibleDescription() == "Not known"
    assert not quiets.age_mark.isHidden()
    console.feed(link_up(), snapshot([]))
    console.tick()
    assert quiets.age_mark.isHidden()


def test_that_a_search_the_engine_never_got_is_asked_again(console: Console) -> None:
    console.feed(link_up(), snapshot([]))
    console.tick()
    console.feed(link_down())
    console.tick()
    console.press(Qt.Key.Key_H, "h")
    search = console.window.panels.queue.search
    assert search is not None
    wanted: list[object] = []
    search.wanted.connect(wanted.append)
    assert "asked again" in search._searching()
    search._waits = True  # the scripted link answers at once that it has no history
    search.set_current(current=True)
    assert len(wanted) == 1
