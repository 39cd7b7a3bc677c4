"""The way of a sighting to the engine: nothing is answered early, nothing is reported twice."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typing_extensions import override

from backends.adapters.answered import Answered
from backends.adapters.feed import MOST_LISTENERS, MOST_UNKEPT, Ending, Feed, Settled
from backends.adapters.rules import Rule, RuleBook
from backends.adapters.sighting import Sighting
from console.ports.edge_reporter import EdgeReport, Outcome
from tests.support.feed_doubles import HandClock, HeldReporter
from tests.support.processes import wait_until

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


class CountingAnswers(Answered):
    """Counts how often the disk is waited for."""

    waits = 0

    @override
    def keep_all(self, rows: Iterable[tuple[str, str]], *, durable: bool = True) -> None:
        self.waits += durable
        super().keep_all(rows, durable=durable)


def told(number: int) -> Sighting:
    return Sighting("dc09", "PA", f"id-{number}", subject=f"BELL-{number}")


def test_that_what_comes_while_the_disk_is_busy_is_kept_in_one_go_and_in_order_r_msg_06(
    tmp_path: Path,
) -> None:
    engine, ends = HeldReporter(), []
    with (
        CountingAnswers(tmp_path / "a") as answered,
        Feed(engine, BOOK, answered, HandClock()) as feed,
    ):
        engine.disk.clear()
        feed.tell(told(0), ends.append)
        wait_until(lambda: engine.batches == [1], "the first one at the disk")
        for number in range(1, 101):
            feed.tell(told(number), ends.append)
        assert not feed.has_on_disk("id-1")
        engine.disk.set()
        wait_until(lambda: feed.has_on_disk("id-100"), "all on disk")
        engine.disk.clear()
        feed.tell(told(101), ends.append)
        wait_until(lambda: len(engine.batches) == 3, "the last one at the disk")
        for number in range(101):
            engine.settle(f"id-{number}")
        assert ends == []
        engine.disk.set()
        wait_until(lambda: len(ends) == 101, "every answer")
        assert answered.waits == 1
    assert engine.batches == [1, 100, 1]
    assert [each.id for each in engine.reports] == [f"id-{number}" for number in range(102)]


def test_that_the_disk_is_not_waited_for_where_the_spool_answered(tmp_path: Path) -> None:
    engine, ends = HeldReporter(), []
    with CountingAnswers(tmp_path / "a") as answered:
        feed = Feed(engine, BOOK, answered, HandClock())
        for number in range(3):
            feed.tell(told(number), ends.append)
        feed.answered_from_disk(["id-0", "id-1", "id-9"])
        engine.settle("id-0")
        assert (answered.waits, len(ends)) == (0, 1)
        feed.join("id-1", ends.append)
        for number in (1, 2):  # somebody asked for the one again, the other was never answered
            engine.settle(f"id-{number}")
            assert answered.waits == number
    with Answered(tmp_path / "a") as after:
        assert [after.find(f"id-{number}") for number in range(3)] == ["receipted"] * 3


def test_that_a_disk_with_little_room_takes_what_it_can(answered: Answered) -> None:
    engine, ends = HeldReporter(at_once=True), []
    with Feed(engine, BOOK, answered, HandClock()) as feed:
        engine.room = 1
        engine.disk.clear()
        for number in range(10):
            feed.tell(told(number), ends.append)
        engine.disk.set()
        wait_until(lambda: len(ends) == 10, "all ten")
    assert {each.ending for each in ends} == {Ending.STORED}
    assert max(engine.batches) > 1


def test_that_an_odd_report_among_others_is_told_with_its_essentials(answered: Answered) -> None:
    engine, ends = HeldReporter(at_once=True), []
    place = {"lat": 37.5, "lon": 127.0}
    with Feed(engine, BOOK, answered, HandClock()) as feed:
        odd = {"odd": 1, "text": "help", "location": place}
        for number, content in enumerate(({}, odd, {})):
            feed.send(EdgeReport("sos.app", data=content, id=f"r-{number}"), ends.append)
        wait_until(lambda: len(ends) == 3, "all three")
    assert {each.ending for each in ends} == {Ending.STORED}
    bare = next(each for each in engine.reports if each.id == "r-1")
    assert bare.data == {"text": "help", "location": place}


def test_that_a_disk_that_does_not_answer_bounds_what_waits_in_memory(answered: Answered) -> None:
    engine, ends = HeldReporter(), []
    with Feed(engine, BOOK, answered, HandClock()) as feed:
        engine.disk.clear()
        feed.tell(told(0), ends.append)
        wait_until(lambda: engine.batches == [1], "the first one at the disk")
        for number in range(1, 2_000):
            feed.tell(told(number), ends.append)
        assert not feed.wait_for_room(0.01)
        assert len(ends) == 1_999 - MOST_UNKEPT
        assert not any(each.final for each in ends)
        engine.disk.set()
        assert feed.wait_for_room(15)


def test_that_what_was_told_before_the_end_is_kept_and_what_is_settled_after_is_noted(
    tmp_path: Path,
) -> None:
    engine, ends = HeldReporter(), []
    with Answered(tmp_path / "a") as answered:
        with Feed(engine, BOOK, answered, HandClock()) as feed:
            for number in range(300):
                feed.tell(told(number), ends.append)
        assert len(engine.reports) == 300
        engine.settle("id-7")
    with Answered(tmp_path / "a") as again:
        assert again.find("id-7") == "receipted"
    assert len(ends) == 1


def test_that_asking_again_through_a_long_outage_costs_no_memory(answered: Answered) -> None:
    engine, ends = HeldReporter(), []
    feed = Feed(engine, BOOK, answered, HandClock())
    for _ in range(1_000):
        feed.tell(SEEN, ends.append)
    assert [each.ending for each in ends] == [Ending.NOT_KEPT] * (1_000 - MOST_LISTENERS)
    engine.settle()
    assert len(ends) == 1_000
    assert ends[-1].ending is Ending.STORED
