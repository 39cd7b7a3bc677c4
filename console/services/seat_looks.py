"""When this seat first showed, announced and opened each alert, until the engine was told. Pure.

The first time of each kind and alert counts; what was told is remembered, so that a screen may say
the same at every paint. Bounded: of the oldest alerts the seat forgets that it told.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from console.ports.seat_link import Look
from console.wire.seat_values import AlertSeen, AlertsSeen

MOST = 20_000
SAID_AT_ONCE = 200
"""Fits in one message with every member filled (65,536 bytes)."""


class Looks:
    """First looks, told and not yet told."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, AlertSeen] = OrderedDict()
        self._due: dict[int, None] = {}

    def note(
        self, what: Look, alerts: Iterable[int], at: datetime, mono_ms: int | None = None
    ) -> None:
        """Something was shown, announced or opened at this moment, by both clocks of the seat."""
        for number in alerts:
            known = self._known.get(number) or AlertSeen(number)
            if getattr(known, what) is None:
                self._known[number] = _with(known, what, at, mono_ms)
                self._due[number] = None
        while len(self._known) > MOST:
            number, _ = self._known.popitem(last=False)
            self._due.pop(number, None)

    def due(self, mono_ms: int | None = None) -> AlertsSeen:
        """What to tell next, at this moment; without elements when nothing is new."""
        seen = tuple(self._known[number] for number in list(self._due)[:SAID_AT_ONCE])
        return AlertsSeen(seen, mono_ms)

    def told(self, said: AlertsSeen) -> None:
        """It left for the engine. What changed meanwhile stays due."""
        for each in said.seen:
            if self._known.get(each.alert) == each:
                self._due.pop(each.alert, None)


def _with(known: AlertSeen, what: Look, at: datetime, mono_ms: int | None) -> AlertSeen:
    match what:
        case "displayed":
            return replace(known, displayed=at, displayed_ms=mono_ms)
        case "annunciated":
            return replace(known, annunciated=at, annunciated_ms=mono_ms)
        case "opened":
            return replace(known, opened=at, opened_ms=mono_ms)
