"""The search of history: what is asked, what is shown, and what never happens meanwhile."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import ENGINE, Alert, Attention, Work
from console.domain.places.geo import Place
from console.domain.site import MapLayer, Site
from console.services.catalogue import read_catalogue
from console.wire.seat_values import HistoryPage, HistoryWanted
from tests.support.seat_doubles import START, SteppedClock, alert, small_site
from tests.support.window_stage import Console
from widgets.alert_queue.history import PAGE, HistorySearch
from widgets.models.alert_row import RowMaker
from widgets.models.areas import Areas
from widgets.models.naming import Naming
from widgets.models.nearby import PlaceWords

CATALOGUE = read_catalogue()


def site_with_dong() -> Site:
    """The small site, half of it in one dong with a hole."""
    square = ((127.0, 37.5), (127.2, 37.5), (127.2, 37.547), (127.0, 37.547))
    hole = ((127.01, 37.51), (127.02, 37.51), (127.02, 37.52), (127.01, 37.52))
    layer = MapLayer("dong", True, ((square, hole),), (("성수1가1동", "Seongsu 1-ga"),))
    return replace(small_site(), layers=(layer,))


@pytest.fixture
def asked() -> list[HistoryWanted]:
    return []


@pytest.fixture
def search(qtbot: QtBot, asked: list[HistoryWanted]) -> Iterator[HistorySearch]:
    site = site_with_dong()
    naming = Naming(CATALOGUE, site, Areas(site))
    host = QWidget()
    qtbot.addWidget(host)
    maker = RowMaker(CATALOGUE, PlaceWords(site), "en")
    made = HistorySearch(maker, naming, SteppedClock().now, host)
    made.wanted.connect(asked.append)
    host.resize(800, 400)
    made.resize(800, 400)
    host.show()
    made.open()
    yield made
    host.close()


def closed(numbers: Sequence[int]) -> tuple[Alert, ...]:
    return tuple(replace(alert(n, "sos.app", CATALOGUE), work=Work.CLOSED) for n in numbers)


def give(search: HistorySearch, asked: list[HistoryWanted], *numbers: int, more: bool) -> None:
    search.take(HistoryPage(asked[-1].request, closed(numbers), more))


def test_that_it_begins_with_the_newest_page(
    asked: list[HistoryWanted], search: HistorySearch
) -> None:
    assert (asked[-1].before, asked[-1].limit, asked[-1].words) == (None, PAGE, ())
    give(search, asked, 9, 8, 7, more=False)
    assert [row.number for row in search.model.rows()] == [9, 8, 7]
    assert search.text() == "3 found, those are all"


def test_that_pages_are_asked_for_as_the_end_comes_near(
    asked: list[HistoryWanted], search: HistorySearch
) -> None:
    give(search, asked, *range(1_000, 900, -1), more=True)
    assert len(asked) == 1
    bar = search.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert asked[-1].before == 901
    bar.setValue(bar.maximum() - 1)
    assert len(asked) == 2  # one at a time
    give(search, asked, *range(900, 890, -1), more=False)
    assert search.model.rowCount() == 110


def test_that_an_answer_to_an_older_question_is_let_go(
    asked: list[HistoryWanted], search: HistorySearch
) -> None:
    search.words.setText("x")
    search.search()
    search.take(HistoryPage(asked[0].request, closed([5])))
    assert search.model.rowCount() == 0
    give(search, asked, 4, more=False)
    assert search.model.rowCount() == 1


def test_that_words_are_told_with_what_they_name(
    asked: list[HistoryWanted], search: HistorySearch, qtbot: QtBot
) -> None:
    search.words.setText("긴급신고 성수1가1동")
    search.operator.setText("kim")
    qtbot.waitUntil(lambda: len(asked) > 1)
    first, second = asked[-1].words
    assert "sos.app" in first.types
    assert "SD-0001" in second.sources
    assert "SD-0012" not in second.sources  # north of the dong
    assert asked[-1].operator == "kim"


def test_that_a_fault_is_said(asked: list[HistoryWanted], search: HistorySearch) -> None:
    search.take(HistoryPage(asked[-1].request, fault="The search failed."))
    assert search.text() == "The search failed; the engine's log says why. Try again."


def test_that_results_are_walked_by_keys_and_escape_leaves(
    asked: list[HistoryWanted], search: HistorySearch, qtbot: QtBot
) -> None:
    give(search, asked, 9, 8, 7, more=False)
    with qtbot.waitSignal(search.looked_at) as told:
        QTest.keyClick(search.words, Qt.Key.Key_Return)
    assert told.args[0].number == 9
    with qtbot.waitSignal(search.looked_at) as told:
        QTest.keyClick(search.view, Qt.Key.Key_Down)
    assert told.args[0].number == 8
    with qtbot.waitSignal(search.left):
        QTest.keyClick(search.view, Qt.Key.Key_Escape)
    assert search.isHidden()


def test_that_a_hole_in_a_dong_is_outside_it() -> None:
    areas = Areas(site_with_dong())
    inside = areas.at(Place(37.53, 127.05))
    assert inside is not None
    assert inside.name("ko") == "성수1가1동"
    assert areas.at(Place(37.515, 127.015)) is None
    assert areas.at(Place(37.6, 127.05)) is None


def test_that_what_the_engine_found_of_an_escort_names_the_dong_and_the_boards_number() -> None:
    site, found = site_with_dong(), alert(1, "escort.unmatched", CATALOGUE)
    found = replace(found, source=ENGINE, subject="escort:5", place=Place(37.53, 127.05))
    row = RowMaker(CATALOGUE, PlaceWords(site), "ko", Areas(site)).make(found)
    assert row.place == "성수1가1동 · 안심귀가 #5"
    team = replace(found, unit="patrol-03")
    row = RowMaker(CATALOGUE, PlaceWords(site), "en", Areas(site)).make(team)
    assert row.place == "Seongsu 1-ga · patrol-03"


def test_that_ages_go_on_while_results_are_read(
    asked: list[HistoryWanted], search: HistorySearch
) -> None:
    give(search, asked, 9, more=False)
    later = START + timedelta(minutes=30)
    search.set_now(later)
    assert search._rows.now == later


def test_that_only_what_was_answered_or_is_over_has_a_tick(
    asked: list[HistoryWanted], search: HistorySearch
) -> None:
    waits = alert(9, "sos.app", CATALOGUE)
    seen = replace(waits, number=8, attention=Attention.ACKNOWLEDGED)
    over = replace(waits, number=7, work=Work.CLOSED)
    search.take(HistoryPage(asked[-1].request, (waits, seen, over), False))
    assert [row.acknowledged for row in search.model.rows()] == [False, True, True]


def test_that_the_clock_of_the_window_reaches_the_results(qtbot: QtBot) -> None:
    console = Console()
    qtbot.addWidget(console.window)
    console.tick(90)
    search = console.window.panels.queue.search
    assert search is not None
    assert search._rows.now == console.clock.now()
    console.window.shut()
    console.language.close()
