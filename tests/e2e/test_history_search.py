"""A seat searches every alert over its link to a real engine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backends.commands.parts import keys_in, registry_of
from backends.database.seat_journal import SqlSeatJournal
from backends.system.clock import SystemClock
from backends.system.installation import Installation
from backends.zeromq.seat_link import ZmqSeatLink
from console.wire.seat_values import HistoryPage, HistoryWanted, HistoryWord
from tests.e2e.conftest import EngineProcess
from tests.support.processes import wait_until
from tests.support.raw_device import RawDevice

pytestmark = pytest.mark.e2e


@pytest.fixture
def link(engine: EngineProcess, tmp_path: Path) -> Iterator[ZmqSeatLink]:
    folder = Installation(engine.data)
    keys = keys_in(folder.keys)
    pair = keys.curve("seat-search")
    with registry_of(folder, keys) as registry:
        registry.register_seat("search", pair.public)
    made = ZmqSeatLink(
        engine.card["seats"], engine.card["server_key"], pair, "search", "OP-1",
        lambda: SqlSeatJournal(tmp_path / "seat.db", keys.secret("seat-journal")), SystemClock(),
    )  # fmt: skip
    yield made
    made.close()


def page_for(link: ZmqSeatLink, wanted: HistoryWanted) -> HistoryPage:
    found: list[HistoryPage] = []

    def came() -> bool:
        found.extend(each for each in link.drain() if isinstance(each, HistoryPage))
        return any(each.request == wanted.request for each in found)

    link.ask_history(wanted)
    wait_until(came, "the page")
    return next(each for each in found if each.request == wanted.request)


def test_that_a_seat_finds_closed_and_open_alerts_by_word_and_by_page(
    engine: EngineProcess, device: Callable[..., RawDevice], link: ZmqSeatLink
) -> None:
    for name in ("bell-one", "bell-two", "bell-three"):
        bell = device(name)
        sequence = bell.event("bell.pressed")
        bell.wait(lambda each, wanted=sequence: wanted in each.receipted)
    numbers = [row["number"] for row in engine.alerts()]
    first = page_for(link, HistoryWanted(1, limit=2))
    assert [each.number for each in first.alerts] == sorted(numbers, reverse=True)[:2]
    assert first.more
    rest = page_for(link, HistoryWanted(2, before=first.alerts[-1].number))
    assert [each.number for each in rest.alerts] == sorted(numbers, reverse=True)[2:]
    link.submit("close", numbers[1], disposition="test")
    wait_until(lambda: engine.alerts()[1]["work"] == "closed", "the alert to be closed")
    named = page_for(link, HistoryWanted(3, words=(HistoryWord("bell-two"),), operator="OP-1"))
    assert [(each.source, each.work.value) for each in named.alerts] == [("bell-two", "closed")]
