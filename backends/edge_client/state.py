"""State that was not said yet: newest wins, unit by unit. Pure; never grows beyond its units."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from console.wire.codec import Malformed, decode_device, encode_device
from console.wire.sep1 import PositionReport, State

MOST_POSITIONS = 200
"""In one STATE: far below 65,536 bytes of JSON."""
MOST_UNITS = 5_000
_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)


class Unsaid:
    """Positions by unit and health, until they are taken."""

    def __init__(self) -> None:
        self._positions: dict[str, PositionReport] = {}
        self._health: dict[str, Any] | None = None

    def __bool__(self) -> bool:
        return bool(self._positions) or self._health is not None

    def put(self, positions: Sequence[PositionReport], health: dict[str, Any] | None) -> None:
        """Newer state. Raises ValueError, in words, when it is none by the protocol page."""
        for begin in range(0, max(1, len(positions)), MOST_POSITIONS):
            _check(positions[begin : begin + MOST_POSITIONS], health)
        for position in positions:
            known = self._positions.get(position.unit)
            if known is None or known.time <= position.time:
                self._positions[position.unit] = position
        while len(self._positions) > MOST_UNITS:
            del self._positions[next(iter(self._positions))]
        self._health = health if health is not None else self._health

    def take(self, source: str, now: datetime) -> State | None:
        """The next message to say; None when all is said."""
        units = list(self._positions)[:MOST_POSITIONS]
        if not units and self._health is None:
            return None
        health, self._health = self._health, None
        return State(source, now, tuple(self._positions.pop(unit) for unit in units), health)

    def put_back(self, state: State) -> None:
        """A message that could not be said; what came since is newer."""
        newer, self._positions = self._positions, {each.unit: each for each in state.positions}
        self._positions.update(newer)
        if self._health is None:
            self._health = state.health


def _check(positions: Sequence[PositionReport], health: dict[str, Any] | None) -> None:
    now = positions[0].time if positions else _ANY_TIME
    if any(position.time.tzinfo is None for position in positions):
        raise ValueError("the time of a position has no offset from UTC")
    state = State("check", now, tuple(positions), health)
    try:
        verdict = decode_device(encode_device(state))
    except (TypeError, ValueError, OverflowError, RecursionError) as fault:
        raise ValueError(f"a member cannot be written as JSON: {fault}") from None
    if isinstance(verdict, Malformed):
        raise ValueError(verdict.reason)
    if isinstance(verdict, State) and verdict.left_out:
        raise ValueError("; ".join(f"position {n}: {why}" for n, why in verdict.left_out))
