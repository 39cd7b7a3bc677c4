"""Which sound, and when: the pure part of annunciation.

One voice at a time. A new alert sounds once by its urgency; life-safety that nobody acknowledged
sounds again every 5 s. Silence lasts 120 s at most, and a new priority 1 always breaks it. Knows
no device and no timer: time is handed in as monotonic milliseconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

LIFE_REPEAT_MS = 5_000
SILENCE_MOST_MS = 120_000
_RANK = {"high": 3, "medium": 2, "low": 1}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One alert nobody has acknowledged, as far as sound is concerned."""

    number: int
    priority: int
    life: bool
    urgency: str
    facts: int = 1


@dataclass(frozen=True, slots=True)
class Annunciation:
    """State between two looks: what was heard, when, and until when it is silent."""

    heard: frozenset[tuple[int, int]] = frozenset()
    last_ms: int | None = None
    silent_until_ms: int | None = None

    def is_silent(self, now_ms: int) -> bool:
        """Whether the operator's silence holds at `now_ms`."""
        return self.silent_until_ms is not None and now_ms < self.silent_until_ms

    def silence_left_s(self, now_ms: int) -> int:
        """Whole seconds of silence left, 0 when sound is on."""
        until = self.silent_until_ms
        return 0 if until is None or now_ms >= until else -(-(until - now_ms) // 1000)


def silence(state: Annunciation, now_ms: int, for_ms: int = SILENCE_MOST_MS) -> Annunciation:
    """Be silent from now for `for_ms`, never longer than 120 s."""
    return replace(state, silent_until_ms=now_ms + max(0, min(for_ms, SILENCE_MOST_MS)))


def end_silence(state: Annunciation) -> Annunciation:
    """Sound again from now."""
    return replace(state, silent_until_ms=None)


def _most_urgent(waiting: Sequence[Waiting]) -> str | None:
    if not waiting:
        return None
    return max((w.urgency for w in waiting), key=_rank)


def _rank(urgency: str) -> int:
    return _RANK.get(urgency, 2)


def decide(
    state: Annunciation, waiting: Sequence[Waiting], now_ms: int
) -> tuple[Annunciation, str | None]:
    """The next state, and the urgency to sound now ("high", "medium", "low") or None.

    `waiting` holds every unacknowledged alert. A new fact of a known alert counts as new.
    """
    fresh = [w for w in waiting if (w.number, w.facts) not in state.heard]
    if state.is_silent(now_ms) and any(w.priority == 1 for w in fresh):
        state = end_silence(state)
    sound = None if state.is_silent(now_ms) else _voice(state, waiting, fresh, now_ms)
    heard = frozenset((w.number, w.facts) for w in waiting)
    last = now_ms if sound else state.last_ms
    return replace(state, heard=heard, last_ms=last), sound


def _voice(
    state: Annunciation, waiting: Sequence[Waiting], fresh: Sequence[Waiting], now_ms: int
) -> str | None:
    newly = _most_urgent(fresh)
    due = state.last_ms is None or now_ms - state.last_ms >= LIFE_REPEAT_MS
    nag = _most_urgent([w for w in waiting if w.life]) if due else None
    return max((u for u in (newly, nag) if u), key=_rank, default=None)
