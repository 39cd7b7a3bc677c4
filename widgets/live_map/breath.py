"""Lets the windows' thread take its turn while a worker paints from Python.

The interpreter runs one thread at a time and makes the other wait up to 5 ms each time it asks; a
window that asks fifty times for one repaint would stand still. A worker that steps aside by itself
every few dozen strokes loses a few milliseconds in all.
"""

from collections.abc import Iterable, Iterator
from time import sleep
from typing import TypeVar

_EVERY = 24
_REST_S = 0.0001
_T = TypeVar("_T")


def with_rests(things: Iterable[_T]) -> Iterator[_T]:
    """The same things, with a very short rest after every two dozen."""
    for number, thing in enumerate(things, 1):
        yield thing
        if number % _EVERY == 0:
            sleep(_REST_S)
