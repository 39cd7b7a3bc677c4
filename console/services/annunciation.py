"""Which sound, and when: the pure part of annunciation. Knows no device, no timer and no words.

Laws: one voice at a time, and a more urgent announcement ends a lesser one. A life-safety alert is
announced at once and each has its own burst; of more than three others that wait for the voice one
summary is heard, and after a summary no equal of it for 5 s. Unanswered life-safety is announced
again after 30 s and then each 60 s. Every 15 min the count of all that wait is told. Silence lasts
120 s at most; a new priority 1 or life-safety ends it, and what else came is told at its end. What
began while nothing could be heard counts as unheard. Time is monotonic milliseconds.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal

FIRST_AGAIN_MS = 30_000
AGAIN_MS = 60_000
SILENCE_MOST_MS = 120_000
NAG_MS = 900_000
LOSS_NOTICED_MS = 5_000
SINGLY_MOST = 3
GATHER_MS = 5_000
REACTION_MS = 200  # a key pressed sooner than that was not meant for this sound
BURST_MS = {"high": 1_200, "medium": 1_050, "low": 800}
"""How long the voice is taken: at least as long as the bursts that `backends.sound` renders."""

Reason = Literal["new", "again", "summary", "nag"]
Fact = tuple[int, int]
"""Number of an alert, and how many facts it had."""
_RANK = {"high": 3, "medium": 2, "low": 1}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One alert nobody has acknowledged, as far as sound is concerned."""

    number: int
    priority: int
    life: bool
    urgency: str
    facts: int = 1

    @property
    def fact(self) -> Fact:
        """What is new when it was not heard before."""
        return self.number, self.facts


@dataclass(frozen=True, slots=True)
class Announcement:
    """One burst to sound now. `count` is how many alerts it stands for."""

    urgency: str
    reason: Reason
    alerts: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Voice:
    """What has the voice: until when, how urgent, and what was begun with it."""

    urgency: str
    until_ms: int
    facts: frozenset[Fact] = frozenset()
    life: bool = False


@dataclass(frozen=True, slots=True)
class Annunciation:
    """State between two looks.

    `heard` are facts whose announcement has begun, `owed` life-safety alerts whose own burst is
    still due, `again_ms` when each life-safety alert is due again, `begun` what was announced in
    the last five seconds, `gather` until when others up to a rank are collected.
    """

    heard: frozenset[Fact] = frozenset()
    owed: tuple[Fact, ...] = ()
    again_ms: tuple[tuple[int, int], ...] = ()
    gather: tuple[int, int] = (0, 0)
    voice: Voice | None = None
    begun: tuple[tuple[int, Fact], ...] = ()
    nag_ms: int | None = None
    silent_until_ms: int | None = None

    def is_silent(self, now_ms: int) -> bool:
        """Whether the operator's silence holds at `now_ms`."""
        return self.silent_until_ms is not None and now_ms < self.silent_until_ms

    def silence_left_s(self, now_ms: int) -> int:
        """Whole seconds of silence left, 0 when sound is on."""
        until = self.silent_until_ms
        return 0 if until is None or now_ms >= until else -(-(until - now_ms) // 1000)


def silence(state: Annunciation, now_ms: int, for_ms: int = SILENCE_MOST_MS) -> Annunciation:
    """Be silent from now for `for_ms`, never longer than 120 s.

    What began in the last 200 ms was not what the operator heard: it stays unheard.
    """
    until = now_ms + max(0, min(for_ms, SILENCE_MOST_MS))
    sudden = {fact for at, fact in state.begun if now_ms - at < REACTION_MS}
    heard = state.heard - sudden
    return replace(state, silent_until_ms=until, heard=heard, owed=(), voice=None)


def end_silence(state: Annunciation) -> Annunciation:
    """Sound again from now."""
    return replace(state, silent_until_ms=None)


def decide(
    state: Annunciation, waiting: Sequence[Waiting], now_ms: int, *, audible: bool = True
) -> tuple[Annunciation, Announcement | None]:
    """The next state, and what to announce now, if anything.

    `waiting` holds every unacknowledged alert; a new fact of a known alert counts as new. Without
    `audible` nothing is announced but the count, which is shown too, and what was announced in the
    last five seconds counts as unheard.
    """
    facts = {w.fact for w in waiting}
    state = _kept(state, waiting, facts, now_ms)
    if not audible:
        return _nag(_unheard(state), waiting, now_ms)
    news = facts - state.heard  # thousands wait in a flood, and few of them are new
    fresh = [w for w in waiting if w.fact in news] if news else []
    if state.is_silent(now_ms):
        if not any(w.priority == 1 or w.life for w in fresh):
            return state, None
        state = end_silence(state)
    return _speak(state, waiting, fresh, now_ms)


def _kept(
    state: Annunciation, waiting: Sequence[Waiting], facts: Set[Fact], now_ms: int
) -> Annunciation:
    """Without what was acknowledged and what is over."""
    known = dict(state.again_ms)
    life = sorted(w.number for w in waiting if w.life)
    due = {number: known.get(number, now_ms + FIRST_AGAIN_MS) for number in life}
    nag = now_ms + NAG_MS if state.nag_ms is None else state.nag_ms
    return replace(
        state,
        heard=state.heard if state.heard <= facts else state.heard & facts,
        owed=tuple(fact for fact in state.owed if fact in facts),
        again_ms=tuple(due.items()),
        voice=state.voice if state.voice and now_ms < state.voice.until_ms else None,
        begun=tuple(b for b in state.begun if now_ms - b[0] <= LOSS_NOTICED_MS and b[1] in facts),
        nag_ms=nag if waiting else None,
    )


def _unheard(state: Annunciation) -> Annunciation:
    lost = {fact for _, fact in state.begun} | set(state.owed)
    return replace(state, heard=state.heard - lost, owed=(), begun=(), voice=None)


def _speak(
    state: Annunciation, waiting: Sequence[Waiting], fresh: Sequence[Waiting], now_ms: int
) -> tuple[Annunciation, Announcement | None]:
    life = [w for w in fresh if w.life]
    if life:
        return _announce_life(state, life, now_ms)
    until_ms, rank = state.gather
    ready = [w for w in fresh if now_ms >= until_ms or _rank(w.urgency) > rank]
    if state.voice is not None and not _is_more_urgent(ready, state.voice):
        return state, None
    if state.voice is None and (state.owed or _late(state, waiting, now_ms)):
        return _announce_due(state, waiting, now_ms)
    if ready:
        return _announce_others(state, ready, now_ms)
    return _nag(state, waiting, now_ms)


def _announce_life(
    state: Annunciation, life: Sequence[Waiting], now_ms: int
) -> tuple[Annunciation, Announcement]:
    """At once, whatever sounds; then each further one once more with a burst of its own."""
    again = dict(state.again_ms) | {w.number: now_ms + FIRST_AGAIN_MS for w in life}
    state = _interrupted(state)
    owed = dict.fromkeys((*state.owed, *(w.fact for w in life[1:])))
    state = replace(state, owed=tuple(owed), again_ms=tuple(again.items()))
    return _begin(state, life, _loudest(life), "new", now_ms)


def _announce_others(
    state: Annunciation, fresh: Sequence[Waiting], now_ms: int
) -> tuple[Annunciation, Announcement]:
    state = _interrupted(state)
    if len(fresh) > SINGLY_MOST:
        urgency = _loudest(fresh)
        state = replace(state, gather=(now_ms + GATHER_MS, _rank(urgency)))
        return _begin(state, fresh, urgency, "summary", now_ms)
    first = max(fresh, key=lambda each: _rank(each.urgency))
    return _begin(state, [first], first.urgency, "new", now_ms)


def _interrupted(state: Annunciation) -> Annunciation:
    """What is cut off will be heard again: life-safety owns another burst, the rest is fresh."""
    voice = state.voice
    if voice is None:
        return state
    if voice.life:
        owed = dict.fromkeys((*state.owed, *sorted(voice.facts)))
        return replace(state, owed=tuple(owed), voice=None)
    return replace(state, heard=state.heard - voice.facts, voice=None)


def _announce_due(
    state: Annunciation, waiting: Sequence[Waiting], now_ms: int
) -> tuple[Annunciation, Announcement]:
    """The next burst that life-safety still owns, then the repetition that is the latest."""
    if state.owed:
        (about,) = (w for w in waiting if w.fact == state.owed[0])
        return _begin(replace(state, owed=state.owed[1:]), [about], about.urgency, "new", now_ms)
    late = _late(state, waiting, now_ms)
    first = late[0]
    again = dict(state.again_ms) | {first.number: now_ms + AGAIN_MS}
    state = replace(state, again_ms=tuple(again.items()))
    return _begin(state, [first], first.urgency, "again", now_ms)


def _late(state: Annunciation, waiting: Sequence[Waiting], now_ms: int) -> list[Waiting]:
    """The life-safety alerts whose repetition is due, the latest first."""
    due = {number: at for number, at in state.again_ms if now_ms >= at}
    late = [w for w in waiting if w.number in due] if due else []
    return sorted(late, key=lambda each: due[each.number])


def _nag(
    state: Annunciation, waiting: Sequence[Waiting], now_ms: int
) -> tuple[Annunciation, Announcement | None]:
    if not waiting or state.nag_ms is None or now_ms < state.nag_ms:
        return state, None
    return _begin(replace(state, nag_ms=now_ms + NAG_MS), waiting, "low", "nag", now_ms)


def _begin(
    state: Annunciation, about: Sequence[Waiting], urgency: str, reason: Reason, now_ms: int
) -> tuple[Annunciation, Announcement]:
    facts = frozenset(w.fact for w in about)
    begun = () if reason == "nag" else tuple((now_ms, fact) for fact in sorted(facts))
    lasts = BURST_MS.get(urgency, BURST_MS["medium"])
    life = reason != "nag" and any(w.life for w in about)
    voice = Voice(urgency, now_ms + lasts, frozenset() if reason == "nag" else facts, life)
    heard = state.heard if reason == "nag" else state.heard | facts
    state = replace(state, heard=heard, voice=voice, begun=(*state.begun, *begun))
    numbers = tuple(w.number for w in about)
    return state, Announcement(urgency, reason, numbers, len(numbers))


def _is_more_urgent(fresh: Iterable[Waiting], voice: Voice) -> bool:
    return not voice.life and any(_rank(w.urgency) > _rank(voice.urgency) for w in fresh)


def _loudest(waiting: Iterable[Waiting]) -> str:
    return max((w.urgency for w in waiting), key=_rank)


def _rank(urgency: str) -> int:
    return _RANK.get(urgency, 2)
