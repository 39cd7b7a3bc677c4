"""What is announced and when, by its event log (R-OPS-07, R-ALM-14, R-ALM-19)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from console.services.annunciation import (
    AGAIN_MS,
    BURST_MS,
    GATHER_MS,
    NAG_MS,
    SILENCE_MOST_MS,
    Announcement,
    Annunciation,
    Waiting,
    decide,
    end_silence,
    silence,
)

LIFE = Waiting(1, 1, True, "high")
MINOR = Waiting(100, 4, False, "low")
WARNING = Waiting(200, 3, False, "medium")
MINUTE = 60_000


def minors(count: int, *, first: int = 100, urgency: str = "low") -> list[Waiting]:
    return [Waiting(first + n, 4, False, urgency) for n in range(count)]


def lives(count: int) -> list[Waiting]:
    return [Waiting(1 + n, 1, True, "high") for n in range(count)]


@dataclass
class Room:
    """Looks four times a second and keeps the audio event log."""

    waiting: Sequence[Waiting] = ()
    state: Annunciation = field(default_factory=Annunciation)
    now: int = 0
    audible: bool = True
    log: list[tuple[int, Announcement]] = field(default_factory=list)

    def run(self, ms: int) -> list[tuple[int, Announcement]]:
        """What was announced in this time, the first look included."""
        begun, end = len(self.log), self.now + ms
        while self.now < end:
            self.state, said = decide(self.state, self.waiting, self.now, audible=self.audible)
            if said is not None:
                self.log.append((self.now, said))
            self.now += 250
        return self.log[begun:]

    def times(self, number: int) -> list[int]:
        return [at for at, said in self.log if number in said.alerts and said.reason != "nag"]


def test_that_a_new_alert_sounds_once_with_its_own_urgency() -> None:
    room = Room([MINOR])
    (only,) = room.run(NAG_MS)
    assert only == (0, Announcement("low", "new", (100,), 1))


def test_that_unanswered_life_safety_sounds_after_30_s_and_then_each_minute() -> None:
    room = Room([LIFE, MINOR])
    room.run(5 * MINUTE)
    assert room.times(1) == [0, *range(30_000, 5 * MINUTE, AGAIN_MS)]
    room.waiting = [MINOR]
    room.run(5 * MINUTE)
    assert len(room.times(1)) == 6


def test_that_a_more_urgent_alert_takes_the_voice_and_the_lesser_one_is_heard_after_it() -> None:
    room = Room([MINOR])
    room.run(250)
    room.waiting = [MINOR, WARNING]
    room.run(5_000)
    assert [(at, said.urgency) for at, said in room.log] == [
        (0, "low"), (250, "medium"), (1_500, "low"),
    ]  # fmt: skip


def test_that_a_lesser_alert_waits_until_the_voice_is_free() -> None:
    room = Room([WARNING])
    room.run(250)
    room.waiting = [WARNING, MINOR]
    room.run(5_000)
    assert [said.urgency for _, said in room.log] == ["medium", "low"]
    assert room.log[1][0] >= BURST_MS["medium"]


def test_that_more_than_three_at_once_are_summed_up_and_three_are_not() -> None:
    assert [said.reason for _, said in Room(minors(3)).run(30_000)] == ["new"] * 3
    (only,) = Room(minors(4)).run(30_000)
    assert only == (0, Announcement("low", "summary", (100, 101, 102, 103), 4))


def test_that_life_safety_is_never_summed_up() -> None:
    room = Room([*minors(50), *lives(5)])
    room.run(10_000)
    first, *rest = [said for _, said in room.log]
    assert set(first.alerts) == {1, 2, 3, 4, 5}
    assert [said.alerts for said in rest[:4]] == [(2,), (3,), (4,), (5,)]
    assert [said.count for said in rest if said.reason == "summary"] == [50]


def test_that_each_of_five_calls_within_a_thousand_analytics_is_begun_within_a_second() -> None:
    """R-ALM-04: 1,000 analytics and 5 SOS in 60 s."""
    room = Room()
    shown: list[Waiting] = []
    raised: dict[int, int] = {}
    for quarter in range(240):
        shown += minors(4, first=1_000 + 4 * quarter, urgency="medium")
        if quarter in {10, 11, 60, 61, 200}:
            shown.append(Waiting(len(raised) + 1, 1, True, "high"))
            raised[len(raised) + 1] = room.now
        room.waiting = list(shown)
        room.run(250)
    assert len(raised) == 5
    assert all(room.times(number)[0] - at <= 1_000 for number, at in raised.items())
    summaries = [at for at, said in room.log if said.reason == "summary"]
    assert len(summaries) <= 60_000 // GATHER_MS + 5  # cut ones are begun again
    again = [at for at, said in room.log if said.reason == "again"]
    assert again, "the flood kept unanswered life-safety from sounding again"


def test_that_the_count_of_all_that_wait_is_told_every_15_minutes() -> None:
    room = Room(minors(7))
    room.run(31 * MINUTE)
    nags = [(at, said.count) for at, said in room.log if said.reason == "nag"]
    assert nags == [(NAG_MS, 7), (2 * NAG_MS, 7)]
    room.waiting = []
    room.run(250)
    room.waiting = minors(1, first=500)
    assert [said.reason for _, said in room.run(14 * MINUTE)] == ["new"]


def test_that_silence_holds_at_most_two_minutes() -> None:
    room = Room([LIFE])
    room.run(1_000)
    room.state = silence(room.state, room.now, for_ms=10 * SILENCE_MOST_MS)
    assert not room.run(SILENCE_MOST_MS)
    assert room.run(250)


def test_that_a_new_priority_1_ends_silence_and_each_further_one_too() -> None:
    room = Room([LIFE])
    room.run(2_000)
    for number in (2, 3, 4):
        room.state = silence(room.state, room.now)
        assert not room.run(2_000)
        room.waiting = [*room.waiting, Waiting(number, 1, True, "high")]
        (said,) = [said for _, said in room.run(250)]
        assert said.alerts == (number,)
        room.run(2_000)


def test_that_a_repeated_report_of_a_priority_1_ends_silence() -> None:
    room = Room([LIFE])
    room.run(2_000)
    room.state = silence(room.state, room.now)
    room.waiting = [replace(LIFE, facts=2)]
    assert room.run(250)
    assert not room.state.is_silent(room.now)


def test_that_a_key_pressed_before_anyone_could_hear_the_call_does_not_silence_it() -> None:
    room = Room([LIFE])
    room.run(250)
    assert silence(room.state, 199).heard == frozenset()
    assert silence(room.state, 200).heard == {LIFE.fact}


def test_that_what_silence_covered_is_told_at_its_end() -> None:
    room = Room()
    room.state = silence(room.state, 0)
    room.waiting = minors(12)
    assert not room.run(SILENCE_MOST_MS)
    ((_, said),) = room.run(1_000)
    assert (said.reason, said.count) == ("summary", 12)
    room = Room(minors(2), silence(Annunciation(), 0))
    room.state = end_silence(room.state)
    assert room.run(250)


def test_that_nothing_sounds_when_everything_is_answered() -> None:
    room = Room([LIFE, *minors(3)])
    room.run(500)
    room.waiting = []
    assert not room.run(20 * MINUTE)


def test_that_what_began_just_before_the_device_was_lost_is_announced_again() -> None:
    room = Room(minors(2))
    room.run(30_000)
    room.waiting = [*room.waiting, LIFE]
    room.run(3_000)  # sounded into a device that was gone
    room.audible = False
    assert not room.run(10_000)
    room.waiting = [*room.waiting, MINOR, replace(WARNING, number=201)]
    assert not room.run(1_000)
    room.audible = True
    heard = [said.alerts for _, said in room.run(5_000)]
    assert heard == [(1,), (201,)]


def test_that_the_count_is_told_also_where_nothing_can_be_heard() -> None:
    room = Room([LIFE, MINOR], audible=False)
    ((at, said),) = room.run(NAG_MS + 250)
    assert (at, said.reason, said.count) == (NAG_MS, "nag", 2)
    room.audible = True
    assert room.run(250)[0][1].alerts == (1,)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, int]]:
    steps = st.tuples(st.sampled_from(["life", "minor", "fact", "ack", "silence", "sound", "lose"]),
                      st.integers(0, 8))  # fmt: skip
    return draw(st.lists(steps, max_size=40))


@settings(max_examples=150, deadline=None)
@given(histories())
def test_that_no_history_covers_a_new_priority_1(history: list[tuple[str, int]]) -> None:
    """Whatever was silenced, lost or answered before: a new call begins at the next look."""
    room = Room()
    for turn, (act, wait) in enumerate(history):
        _perform(room, act, turn)
        room.run(250 * wait)
    room.audible = True
    room.waiting = [*room.waiting, Waiting(9_999, 1, True, "high")]
    first = room.run(250)
    assert first
    assert 9_999 in first[0][1].alerts


def _perform(room: Room, act: str, turn: int) -> None:
    shown = list(room.waiting)
    if act == "life":
        shown.append(Waiting(turn, 1, True, "high"))
    elif act == "minor":
        shown += minors(turn % 6, first=1_000 + 10 * turn)
    elif act == "fact" and shown:
        shown[0] = replace(shown[0], facts=shown[0].facts + 1)
    elif act == "ack":
        shown = shown[1:]
    elif act in {"silence", "sound"}:
        room.state = silence(room.state, room.now) if act == "silence" else end_silence(room.state)
    elif act == "lose":
        room.audible = not room.audible
    room.waiting = shown
