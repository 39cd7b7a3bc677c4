"""The way of a sighting to the engine: nothing is answered early, nothing is reported twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backends.adapters.answered import Answered
from backends.adapters.feed import MOST_LISTENERS, Ending, Feed, Settled
from backends.adapters.rules import Rule, RuleBook
from backends.adapters.sighting import Sighting
from console.ports.edge_reporter import Outcome
from tests.support.feed_doubles import HandClock, HeldReporter

BOOK = RuleBook([Rule("", ("noise",), ignore=True)])
SEEN = Sighting("dc09", "PA", "id-1", subject="BELL-07")


@pytest.fixture
def answered(tmp_path: Path) -> Iterator[Answered]:
    with Answered(tmp_path / "answered.jsonl") as opened:
        yield opened


def test_that_the_foreign_side_hears_only_after_the_engine_r_msg_03(answered: Answered) -> None:
    engine, ends = HeldReporter(), []
    Feed(engine, BOOK, answered, HandClock()).tell(SEEN, ends.append)
    assert ends == []
    engine.settle()
    assert ends == [Settled(Ending.STORED)]


def test_that_a_repeat_under_way_waits_with_the_first_and_is_one_report(answered: Answered) -> None:
    engine, ends = HeldReporter(), []
    feed = Feed(engine, BOOK, answered, HandClock())
    feed.tell(SEEN, ends.append)
    feed.tell(SEEN, ends.append)
    assert len(engine.reports) == 1
    engine.settle()
    assert [each.ending for each in ends] == [Ending.STORED, Ending.STORED]


def test_that_a_repeat_after_a_restart_is_known_and_not_reported(tmp_path: Path) -> None:
    first, second, ends = HeldReporter(at_once=True), HeldReporter(), []
    with Answered(tmp_path / "a") as before:
        Feed(first, BOOK, before, HandClock()).tell(SEEN, ends.append)
    with (tmp_path / "a").open("a") as torn:
        torn.write('["half a li')
    with Answered(tmp_path / "a") as after:
        Feed(second, BOOK, after, HandClock()).tell(SEEN, ends.append)
    assert [each.ending for each in ends] == [Ending.STORED, Ending.KNOWN]
    assert second.reports == []


def test_that_a_full_disk_leaves_the_message_with_its_sender(answered: Answered) -> None:
    engine, ends = HeldReporter(), []
    feed = Feed(engine, BOOK, answered, HandClock())
    engine.broken = "The device's spool cannot be written"
    feed.tell(SEEN, ends.append)
    assert [(each.ending, each.final) for each in ends] == [(Ending.NOT_KEPT, False)]
    engine.broken = ""
    feed.tell(SEEN, ends.append)
    engine.settle()
    assert ends[-1].ending is Ending.STORED


def test_that_what_the_engine_refuses_for_good_is_final(answered: Answered) -> None:
    engine, ends = HeldReporter(), []
    feed = Feed(engine, BOOK, answered, HandClock())
    feed.tell(SEEN, ends.append)
    engine.settle(outcome=Outcome.REJECTED, reason="this device may not report this type")
    feed.tell(SEEN, ends.append)
    assert [each.ending for each in ends] == [Ending.REJECTED, Ending.REJECTED]
    assert ends[0].final


def test_that_what_a_rule_ignores_is_final_and_not_reported(answered: Answered) -> None:
    engine, ends = HeldReporter(), []
    feed = Feed(engine, BOOK, answered, HandClock())
    feed.tell(Sighting("dc09", "noise", "id-2"), ends.append)
    assert [each.ending for each in ends] == [Ending.IGNORED]
    assert engine.reports == []


def test_that_the_memory_of_answers_is_bounded_on_disk_too(tmp_path: Path) -> None:
    with Answered(tmp_path / "a", most=10) as memory:
        for number in range(100):
            memory.keep(f"id-{number}", "receipted")
        assert len(memory) == 10
        assert memory.find("id-99") == "receipted"
        assert memory.find("id-5") is None
    assert len((tmp_path / "a").read_text().splitlines()) <= 21


def test_that_asking_again_through_a_long_outage_costs_no_memory(answered: Answered) -> None:
    engine, ends = HeldReporter(), []
    feed = Feed(engine, BOOK, answered, HandClock())
    for _ in range(1_000):
        feed.tell(SEEN, ends.append)
    assert [each.ending for each in ends] == [Ending.NOT_KEPT] * (1_000 - MOST_LISTENERS)
    engine.settle()
    assert len(ends) == 1_000
    assert ends[-1].ending is Ending.STORED
