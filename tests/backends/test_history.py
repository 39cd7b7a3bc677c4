"""Searching every alert ever: what is found, in which order, page by page."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from backends.database.batch import Batch
from backends.database.history import AlertSearch, match_of
from backends.database.store import open_database
from backends.database.writer import Writer
from console.domain.alerts.alert import Alert, AlertClass
from console.services.catalogue import read_catalogue
from console.wire.seat_values import HistoryPage, HistoryWanted, HistoryWord
from tests.backends.store_values import KEY
from tests.support.processes import wait_until
from tests.support.seat_doubles import START, alert, varied

CATALOGUE = read_catalogue()


def put(path: Path, alerts: list[Alert]) -> None:
    """Write alerts as the engine's writer does."""
    database = open_database(path, KEY)
    batch = Batch(0, 0)
    batch.alerts.update((each.number, each) for each in alerts)
    batch.worked.update(batch.alerts)
    batch.turned.update(batch.alerts)
    with database.write() as connection:
        Writer().write(connection, batch, 1)
    database.close()


def ask(search: AlertSearch, wanted: HistoryWanted) -> HistoryPage:
    """The page for a question."""
    found: list[tuple[bytes, HistoryPage]] = []

    def answered() -> bool:
        found.extend(search.answers())
        return bool(found)

    search.ask(b"seat", wanted)
    wait_until(answered, "a page")
    assert not search.busy
    return found[0][1]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sunra.db"
    alerts = [alert(n, "analytics.crowd", CATALOGUE) for n in range(1, 501)]
    alerts = [replace(a, raised=START + timedelta(minutes=a.number)) for a in alerts]
    alerts[6] = replace(alerts[6], text="뒤에서 누가 따라와요", claimed_by="김순라")
    alerts[9] = replace(alerts[9], type="sos.app", alert_class=AlertClass.LIFE, source="BELL-7")
    put(path, alerts)
    return path


def numbers(path: Path, wanted: HistoryWanted) -> list[int]:
    search = AlertSearch(path, KEY)
    page = ask(search, wanted)
    search.close()
    assert page.fault == ""
    return [each.number for each in page.alerts]


def word(text: str, **names: tuple[str, ...]) -> HistoryWanted:
    return HistoryWanted(1, words=(HistoryWord(text, **names),))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (word("누가"), [7]),
        (word("따라"), [7]),
        (word("BELL-7"), [10]),
        (word('" OR 1'), []),
        (word("응급", types=("sos.app",)), [10]),
        (word("뚝섬", sources=("BELL-7",)), [10]),
        (HistoryWanted(1, operator="김순"), [7]),
        (HistoryWanted(1, types=("sos.app",)), [10]),
        (HistoryWanted(1, classes=("life",)), [10]),
        (HistoryWanted(1, sources=("BELL-7",), operator="김순라"), []),
        (HistoryWanted(1, words=(HistoryWord("누가"), HistoryWord("따라와요"))), [7]),
        (HistoryWanted(1, since=START + timedelta(minutes=499)), [500, 499]),
        (HistoryWanted(1, until=START + timedelta(minutes=2)), [2, 1]),
    ],
)
def test_that_each_way_of_asking_finds_what_fits(
    path: Path, wanted: HistoryWanted, expected: list[int]
) -> None:
    assert numbers(path, wanted) == expected


def test_that_pages_follow_each_other_without_gap_or_repeat(path: Path) -> None:
    search = AlertSearch(path, KEY)
    seen: list[int] = []
    before, more = None, True
    while more:
        page = ask(search, HistoryWanted(1, before=before, limit=150))
        seen += [each.number for each in page.alerts]
        before, more = seen[-1], page.more
    search.close()
    assert seen == list(range(500, 0, -1))


def test_that_what_changes_is_found_anew_and_no_longer_as_it_was(path: Path) -> None:
    changed = replace(alert(7, "analytics.crowd", CATALOGUE), text="전혀 다른 말")
    put(path, [changed])
    assert numbers(path, word("누가")) == []
    assert numbers(path, word("다른")) == [7]


def test_that_every_kind_of_alert_comes_back_whole(tmp_path: Path) -> None:
    put(tmp_path / "sunra.db", varied(CATALOGUE))
    search = AlertSearch(tmp_path / "sunra.db", KEY)
    page = ask(search, HistoryWanted(1))
    search.close()
    assert sorted(page.alerts, key=lambda each: each.number) == varied(CATALOGUE)


def test_that_a_newer_question_takes_the_place_of_an_older(path: Path) -> None:
    search = AlertSearch(path, KEY)
    for request in range(1, 50):
        search.ask(b"seat", HistoryWanted(request))
    found: list[int] = []

    def last_came() -> bool:
        found.extend(page.request for _, page in search.answers())
        return 49 in found

    wait_until(last_came, "the newest page")
    search.close()
    assert len(found) < 49
    assert not search.busy


def test_that_a_missing_database_is_told_in_the_page(tmp_path: Path) -> None:
    search = AlertSearch(tmp_path / "absent.db", KEY)
    page = ask(search, HistoryWanted(1))
    search.close()
    assert page.fault
    assert not page.alerts


def test_that_a_question_without_wishes_asks_for_everything() -> None:
    assert match_of(HistoryWanted(1)) == ""
    assert match_of(HistoryWanted(1, words=(HistoryWord("  "),))) == ""
