"""The window follows the engine's word on rules, floods and quiets, and carries acts on them."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.domain.alerts.alert import Visibility
from console.domain.alerts.flood import Flood
from console.domain.alerts.rulebook import entry_at
from console.domain.roles import Role
from console.services.catalogue import read_shipped
from console.wire.room_values import PersonView, QuietView, RoomView, RulesView
from tests.support.seat_doubles import START, alert, link_up, snapshot, told
from tests.support.window_stage import CATALOGUE, Console

SHIPPED = read_shipped()


def crowd_as(**more: object) -> RulesView:
    entry = {**entry_at(SHIPPED, "{}", "types/analytics.crowd"), **more}
    return RulesView(1, json.dumps({"types": {"analytics.crowd": entry}}))


def test_that_an_edited_type_is_shown_without_a_restart(console: Console) -> None:
    one = alert(7, "analytics.crowd", console.live.catalogue)
    console.feed(link_up(), snapshot([one]))
    name = {"ko": "군중 밀집", "en": "Packed crowd"}
    console.feed(replace(snapshot([one]), whole=False, alerts=(), rules=crowd_as(name=name)))
    row = console.window.panels.model.find(7)
    assert row is not None
    assert row.name == "Packed crowd"


def test_that_the_flood_is_the_engines_word_at_every_seat_r_alm_03(console: Console) -> None:
    console.feed(link_up(), snapshot([]))
    flood = Flood(3, START - timedelta(minutes=4), 40, 22)
    console.feed(replace(snapshot([]), whole=False, room=RoomView(flood=flood)))
    load = console.window.panels.queue.load
    assert load.is_flood
    assert load.flood == flood
    over = replace(flood, ended=START)
    console.feed(replace(snapshot([]), whole=False, room=RoomView(flood=over)))
    assert not load.is_flood


def test_that_the_counter_of_shelves_is_always_in_view_r_alm_06(console: Console) -> None:
    console.feed(link_up(), snapshot([]))
    status = console.window.panels.status
    assert "Shelved: unknown" in status.text()
    console.feed(replace(snapshot([]), whole=False, room=RoomView()))
    assert "Shelved 0" in status.text()
    shelf = QuietView("shelf", "s", "C", "analytics.crowd", "", "x", "kim", "", "", START,
                      START + timedelta(hours=1))  # fmt: skip
    proposed = replace(shelf, kind="suppression", id="r")
    console.feed(replace(snapshot([]), whole=False, room=RoomView((shelf, proposed))))
    assert "Shelved 1 · to approve 1" in status.text()


def test_that_what_is_shelved_leaves_the_queue_and_its_counts_and_comes_back_r_alm_06(
    console: Console,
) -> None:
    crowd = alert(7, "analytics.crowd", CATALOGUE)
    bell = alert(8, "bell.pressed", CATALOGUE, visibility=Visibility.SHELVED)  # it cannot be
    console.feed(link_up(), snapshot([crowd, bell, alert(9, "analytics.crowd", CATALOGUE)]))
    queue, status = console.window.panels.queue, console.window.panels.status
    queue.choose(8)
    assert queue.shown.home_of(7) == 7
    assert "3 unacknowledged" in status.text()
    shelved = replace(crowd, visibility=Visibility.SHELVED)
    console.feed(replace(snapshot([shelved]), whole=False))
    assert queue.shown.home_of(7) is None
    assert queue.shown.hidden == 0
    assert "2 unacknowledged" in status.text()
    assert [row.number for row in console.window.panels.model.rows() if row.in_lane] == [8]
    queue.choose(7)  # who looks at it sees it, and why it is not in the queue
    row = console.window.panels.model.find(7)
    assert row is not None
    assert (queue.shown.home_of(7), row.state) == (7, "Shelved")
    console.feed(replace(snapshot([crowd]), whole=False))
    queue.choose(8)
    assert queue.shown.home_of(7) == 7
    assert "3 unacknowledged" in status.text()


def test_that_an_alert_is_shelved_from_the_keyboard_and_the_answer_is_said(
    console: Console,
) -> None:
    console.feed(link_up(), replace(snapshot([alert(7, "analytics.crowd", CATALOGUE)]),
                                    room=RoomView()))  # fmt: skip
    console.window.panels.queue.choose(7)
    console.press(Qt.Key.Key_F7, held=Qt.KeyboardModifier.ShiftModifier)
    quiets = console.window.room_desk.quiets
    assert quiets.isVisible()
    queue = console.window.panels.queue
    assert quiets.geometry().right() < queue.mapTo(console.window, queue.rect().topLeft()).x()
    console.press(Qt.Key.Key_1, "1")
    QTest.keyClicks(quiets.form.reason, "market")
    QTest.keyClick(quiets.form.reason, Qt.Key.Key_Return)
    kind, number, *_, text = console.link.commands[-1]
    assert (kind, number, text) == ("shelve", 7, "market")
    console.feed(told(console.link.last, 7, "shelve", "refused", "A reason is needed."))
    assert quiets.said() == "Shelve refused: A reason is needed."


@pytest.mark.parametrize("text", ["c", "a", "x", "ㅊ", "2"])
def test_that_letters_on_a_board_never_act_on_the_chosen_alert(console: Console, text: str) -> None:
    console.feed(link_up(), replace(snapshot([alert(7, "bell.pressed", CATALOGUE)]),
                                    room=RoomView()))  # fmt: skip
    console.window.panels.queue.choose(7)
    console.press(Qt.Key.Key_F7, held=Qt.KeyboardModifier.ShiftModifier)
    console.press(Qt.Key.Key_1, "1")  # refused: it is life-safety; what is typed next is a reason
    key = Qt.Key(ord(text.upper())) if text.isascii() else Qt.Key.Key_unknown
    console.press(key, text)
    assert console.link.commands == []


def test_that_a_refused_edit_says_every_problem_on_the_board(console: Console) -> None:
    chief = RoomView(people=(PersonView("1", "kim", Role.SUPERVISOR),))
    console.feed(link_up(), replace(snapshot([]), room=chief, rules=RulesView()))
    desk = console.window.room_desk
    assert desk.is_supervisor
    console.press(Qt.Key.Key_F8, held=Qt.KeyboardModifier.ShiftModifier)
    assert desk.supervisor.isVisible()
    page = desk.supervisor.types
    desk.supervisor.show_page("types")
    page.form.combos["priority"].setCurrentIndex(0)
    page.saving.why.setText("festival")
    page.saving.save.click()
    reason = "x.y: the priority is 1 to 4, not 9; x.y: only 112 has codes."
    console.feed(told(console.link.last, 0, "change_rules", "refused", reason))
    assert "the priority is 1 to 4" in desk.supervisor.said()
    assert page.is_edited
    console.press(Qt.Key.Key_Escape)
    assert desk.supervisor.isHidden()


def test_that_the_top_line_says_who_acts_and_as_what_the_engine_takes_him(console: Console) -> None:
    who = console.window.panels.top._who
    assert "role not known yet" in who.text()
    seat, operator = console.window.panels.top._seat, console.window.panels.top._operator
    console.feed(link_up(), snapshot([]))

    def with_people(*people: PersonView) -> str:
        console.feed(replace(snapshot([]), whole=False, room=RoomView(people=people)))
        return who.text()

    assert with_people().endswith("operator")
    assert with_people(PersonView(seat, operator, Role.SUPERVISOR)).endswith("supervisor")
    assert with_people(PersonView(seat, "somebody", Role.OPERATOR)).endswith("not registered here")
    assert with_people(PersonView("elsewhere", "somebody", Role.OPERATOR)).endswith("operator")
    assert operator in who.toolTip()
    assert "nobody logs in" in who.toolTip()
