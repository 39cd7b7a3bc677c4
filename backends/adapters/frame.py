"""What the command gives an adapter to run with, and the loop they share. No protocol here."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from backends.adapters.feed import Feed

TURN_S = 0.2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One adapter's way to the engine, its folder for small files, and its life.

    `announce` says one JSON line for machines (`ready`, with what it listens on); `stop` is set
    when the adapter shall end.
    """

    feed: Feed
    folder: Path
    announce: Callable[[Mapping[str, object]], None]
    stop: threading.Event

    def end(self, counts: Mapping[str, int]) -> None:
        """Say what was counted while the adapter ran."""
        self.announce({"ended": True, "counts": {**counts, **self.feed.counts}})


async def until(stop: threading.Event, turn: Callable[[], None]) -> None:
    """Call `turn` about five times a second until it is time to end. For event loops."""
    while not stop.is_set():
        turn()
        await asyncio.sleep(TURN_S)
