"""An alert is answered to the end by keys alone, in Latin and in Hangul mode (R-OPS-05)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from inspect import getmembers, isfunction
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.alerts import acts
from console.domain.alerts.alert import Alert, Work
from console.domain.alerts.handling import Dispatch, Handling, Step, Verdict, Verified
from console.domain.places.geo import Place
from console.domain.unit import UnitPosition
from console.wire.seat_values import AlertCommandKind, HistoryPage, HistoryWanted
from tests.support.seat_doubles import START, alert, link_up, snapshot, told
from tests.support.window_stage import CATALOGUE, Console
from widgets.detail.offers import ACT_OF_KIND, MAIN_ACTS, MORE_ACTS
from widgets.keys.actions import ACT_CAPS
from widgets.keys.words import caps_of, key_groups

OF_QUIETS = {"shelve", "unshelve"}  # acts of another panel
KEYS = {
    "letter": {"C": (Qt.Key.Key_C, "c"), "G": (Qt.Key.Key_G, "g")},
    "jamo": {"C": (Qt.Key(ord("ㅊ")), "ㅊ"), "G": (Qt.Key(ord("ㅎ")), "ㅎ")},
}
SOS = alert(7, "sos.app", CATALOGUE, unit="app-31", place=Place(37.546, 127.05))
WATCH = alert(8, "sos.watch", CATALOGUE, unit="watch-07")


@pytest.fixture
def console(shared_console: Console, qtbot: QtBot) -> Iterator[Console]:
    window = shared_console
    window.take_keys(qtbot)
    yield window
    window.link.__dict__.pop("ask_history", None)
    window.link.__dict__.pop("ask_figures", None)
    search = window.window.panels.queue.search
    assert search is not None
    search.hide()
    window.feed(link_up(), snapshot([]))
    window.clock.step((START - window.clock.now()).total_seconds())
    window.link.commands.clear()
    window.pressed = 0


def bring(console: Console, *alerts: Alert, **more: object) -> None:
    console.feed(link_up(), replace(snapshot(alerts), **more))  # type: ignore[arg-type]


def change(console: Console, changed: Alert) -> None:
    console.feed(replace(snapshot([changed]), whole=False))


def test_that_every_act_has_a_key_a_button_and_a_line_in_the_list() -> None:
    kinds = set(get_args(AlertCommandKind)) - OF_QUIETS
    assert set(ACT_OF_KIND) == kinds
    buttons = {*MAIN_ACTS, *MORE_ACTS, "undo"}  # undo has its button beside the message
    listed = {row.caps for group in key_groups() for row in group.rows}
    for act in {*ACT_OF_KIND.values(), *buttons}:
        assert ACT_CAPS[act]
        assert act in buttons
        assert caps_of(act) in listed, act


def test_that_every_public_act_of_the_domain_is_a_kind_of_command() -> None:
    told_as = {
        "reassign": "reassign", "verify": "verify", "tick": "step", "escalate": "escalate",
        "send": "dispatch", "advance": "advance", "undo": "undo",
    }  # fmt: skip
    public = {
        name
        for name, each in getmembers(acts, isfunction)
        if each.__module__ == acts.__name__ and not name.startswith("_")
    }
    assert public - {"judged"} == set(told_as)
    assert set(told_as.values()) <= set(ACT_OF_KIND)


def test_that_no_key_stands_for_two_things() -> None:
    assert len(set(ACT_CAPS.values())) == len(ACT_CAPS)
    groups = key_groups()
    acting = {row.caps for row in groups[0].rows}
    for group in groups[1:]:
        assert not acting & {row.caps for row in group.rows}, group.title


@pytest.mark.parametrize("mode", ["letter", "jamo"])
def test_that_an_sos_is_claimed_in_two_keys_and_dispatched_in_six(
    console: Console, mode: str
) -> None:
    """R-OPS-05, from an operator who works on something else."""
    bring(console, alert(1, "patrol.hazard", CATALOGUE), SOS)
    console.window.panels.queue.choose(1)
    console.press(*KEYS[mode]["G"])
    console.press(*KEYS[mode]["C"])
    assert console.link.commands == [("claim", 7, "", "", "")]
    assert console.pressed <= 2
    console.press(Qt.Key.Key_F4)
    console.press(Qt.Key.Key_Return)
    assert console.link.commands[-1] == ("refer", 7, "112", "C1", "")
    assert console.pressed <= 6
    assert QApplication.focusWidget() is console.window.panels.queue.view


def test_that_code_0_on_nobodys_word_takes_one_more_enter_and_a_verdict_none(
    console: Console,
) -> None:
    """O6: most watches are pressed by mistake, and each would be a Code 0."""
    bring(console, WATCH)
    console.press(Qt.Key.Key_F4)
    console.press(Qt.Key.Key_Return)
    assert console.link.commands == []
    assert "NOT VERIFIED" in console.window.panels.detail.text()
    console.press(Qt.Key.Key_Return)
    assert console.link.commands == [("refer", 8, "112", "C0", "")]
    assert console.pressed <= 6
    real = Verified(Verdict.VERIFIED, "kim", START, "call-back 00:12")
    change(console, replace(WATCH, handling=Handling(verified=real)))
    console.press(Qt.Key.Key_F4)
    console.press(Qt.Key.Key_Return)
    assert len(console.link.commands) == 2


def test_that_verified_and_false_are_one_key_each_and_name_their_ground(console: Console) -> None:
    """O6: at most three keys from alert to verdict, with a basis."""
    bring(console, SOS)
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F3)
    assert console.link.commands == [
        ("verify", 7, "", "verified", "judgement"),
        ("verify", 7, "", "false", "judgement"),
    ]


def test_that_a_call_back_ends_in_a_verdict_or_a_note_with_how_long_it_rang(
    console: Console,
) -> None:
    bring(console, SOS)
    for digit, wanted in (
        (Qt.Key.Key_1, ("verify", 7, "", "verified", "call-back 00:12")),
        (Qt.Key.Key_2, ("verify", 7, "", "false", "call-back 00:12")),
        (Qt.Key.Key_3, ("note", 7, "", "", "Call-back for 00:12: no answer")),
    ):
        console.press(Qt.Key.Key_F5)
        assert "Call back app-31" in console.window.panels.detail.text()
        console.tick(12)
        console.press(digit)
        assert console.link.commands[-1] == wanted
    console.press(Qt.Key.Key_F5)
    console.press(Qt.Key.Key_Escape)
    assert len(console.link.commands) == 3


def test_that_what_was_just_sent_is_taken_back_within_its_window(console: Console) -> None:
    """R-OPS-06."""
    sent = Dispatch("d-1", 7, "112", True, "kim", START, "C1")
    working = replace(SOS, work=Work.DISPATCHED, claimed_by="kim")
    bring(console, replace(working, handling=Handling(dispatches=(sent,))))
    button = console.window.panels.detail.undo_button
    console.tick(4)
    assert button.isVisible()
    assert "6 s" in button.text()
    console.press(Qt.Key.Key_Z, "\x1a", Qt.KeyboardModifier.ControlModifier)
    assert console.link.commands == [("undo", 7, "d-1", "", "")]
    console.tick(8)
    assert not button.isVisible()
    console.press(Qt.Key.Key_Z, "\x1a", Qt.KeyboardModifier.ControlModifier)
    assert len(console.link.commands) == 1
    assert "nothing to take back" in console.window.panels.detail.text()


def test_that_a_dispatch_the_engine_does_not_have_is_never_called_sent(console: Console) -> None:
    bring(console, SOS)
    console.feed(told("a", 7, "refer", "local_only"))
    said = console.window.panels.detail.text()
    assert "not yet at the engine" in said
    assert "telephone" in said
    console.window.panels.queue.unchoose()
    console.window.panels.queue.choose(7)
    assert "not yet at the engine" in console.window.panels.detail.text()
    console.feed(told("a", 7, "refer", "accepted"))
    assert "Tell an agency: done" in console.window.panels.detail.text()


def test_that_marked_alerts_become_one_incident_and_are_parted_again(console: Console) -> None:
    """R-CAD-01: bulk, and undoable."""
    three = [alert(n, "analytics.crowd", CATALOGUE, incident=n, place=None) for n in (1, 2, 3)]
    bring(console, *three)
    console.press(Qt.Key.Key_Home)
    view = console.window.panels.queue.view
    view.selectAll()
    console.press(Qt.Key.Key_F10)
    console.press(Qt.Key.Key_Return)
    merged = [each for each in console.link.commands if each[0] == "merge"]
    assert len(merged) == 2
    console.press(Qt.Key.Key_Z, "\x1a", Qt.KeyboardModifier.ControlModifier)
    assert [each[0] for each in console.link.commands] == ["merge"] * 2 + ["split"] * 2


def test_that_page_keys_read_on_and_other_alerts_begin_at_the_top(console: Console) -> None:
    bring(console, SOS, WATCH)
    body = console.window.panels.detail.body
    console.press(Qt.Key.Key_PageDown, "", Qt.KeyboardModifier.ControlModifier)
    assert body.verticalScrollBar().value() > 0
    console.window.panels.queue.choose(7 if console.window.panels.queue.chosen == 8 else 8)
    assert body.verticalScrollBar().value() == 0


class Asking:
    """A way to the history that remembers the questions."""

    def __init__(self, console: Console) -> None:
        self.asked: list[HistoryWanted] = []
        console.link.ask_history = self.asked.append  # type: ignore[attr-defined]
        console.link.ask_figures = self.asked.append  # type: ignore[attr-defined]


def test_that_the_past_of_a_wearer_is_asked_once_and_waits_for_the_operators_search(
    console: Console, qtbot: QtBot
) -> None:
    asking = Asking(console)
    bring(console, SOS)
    qtbot.waitUntil(lambda: len(asking.asked) == 1, timeout=15_000)
    (first,) = asking.asked
    assert [word.text for word in first.words] == ["app-31"]
    detail = console.window.panels.detail
    assert "being looked up" in detail.text()
    search = console.window.panels.queue.search
    assert search is not None
    search.open()  # the operator's search takes the place of the card's question at the engine
    searched = asking.asked[-1]
    console.feed(HistoryPage(searched.request))
    assert asking.asked[-1].request == first.request
    past = [replace(SOS, number=n, raised=START - timedelta(days=n)) for n in (2, 3)]
    console.feed(HistoryPage(first.request, (SOS, *past)))
    assert "2 alerts: 0 real" in detail.text()
    console.feed(HistoryPage(first.request, ()))  # an answer nobody waits for any more
    assert "2 alerts: 0 real" in detail.text()


def test_that_a_lost_connection_does_not_lose_the_question(console: Console, qtbot: QtBot) -> None:
    asking = Asking(console)
    bring(console, alert(3, "bell.pressed", CATALOGUE, source="BELL-7"))
    qtbot.waitUntil(lambda: bool(asking.asked), timeout=15_000)
    assert asking.asked[0].sources == ("BELL-7",)
    console.feed(replace(link_up(), state="down"), link_up())
    assert len(asking.asked) == 2
    console.tick(6)
    assert len(asking.asked) == 3
    console.feed(HistoryPage(asking.asked[-1].request, fault="The search failed."))
    assert "not known: The search failed." in console.window.panels.detail.text()


def test_that_the_card_tells_motion_and_battery_of_the_wearer(console: Console) -> None:
    fix = UnitPosition(
        "app-31", "app", START, START, Place(37.546, 127.05), speed_mps=1.6, battery_pct=9.0
    )
    bring(console, SOS, positions=(fix,))
    text = console.window.panels.detail.text()
    assert "Moving, 1.6 m/s" in text
    assert "Battery: 9 %" in text
    console.tick(90)
    still = replace(fix, speed_mps=0.0, time=console.clock.now(), received=console.clock.now())
    console.feed(replace(snapshot([]), whole=False, positions=(still,)))
    console.tick(30)
    assert "Still for 02:00 at least" in console.window.panels.detail.text()


def test_that_the_card_knows_the_spot_as_soon_as_an_alert_is_chosen(console: Console) -> None:
    other = replace(WATCH, cameras=("SD-0011",), place=None, source="WATCH-1")
    bring(console, replace(SOS, cameras=("SD-0003",)), other)
    panels = console.window.panels
    for number in (7, 8):
        panels.queue.choose(number)
        assert "Of another place" not in panels.detail.text()
    console.window.show_camera("SD-0003")
    console.tick()
    assert "Of another place" in panels.detail.text()


def test_that_typing_into_a_form_is_no_command(console: Console) -> None:
    bring(console, SOS)
    console.press(Qt.Key.Key_F4)
    send = console.window.panels.detail.stage.forms["send"]
    send.words.setFocus()
    QTest.keyClicks(send.words, "carx")
    assert console.link.commands == []
    console.press(Qt.Key.Key_Return)
    assert console.link.commands == [("refer", 7, "112", "C1", "carx")]


def test_that_steps_are_reported_by_number_and_the_form_stays_open(console: Console) -> None:
    sent = Dispatch("d-1", 7, "patrol-1", False, "kim", START, step=Step.SENT)
    bring(console, replace(SOS, claimed_by="kim", handling=Handling(dispatches=(sent,))))
    console.press(Qt.Key.Key_F8)
    console.press(Qt.Key.Key_Return)
    console.press(Qt.Key.Key_2)
    console.press(Qt.Key.Key_4)
    assert [each[2:4] for each in console.link.commands] == [
        ("d-1", "accepted"), ("d-1", "on_scene"), ("d-1", "withdrawn"),
    ]  # fmt: skip
    there = replace(sent, step=Step.ON_SCENE, on_scene=START)
    change(console, replace(SOS, claimed_by="kim", handling=Handling(dispatches=(there,))))
    console.press(Qt.Key.Key_4)
    assert len(console.link.commands) == 3
    console.press(Qt.Key.Key_Escape)
    assert console.window.panels.detail.stage.open_form is None
