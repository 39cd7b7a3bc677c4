"""The shared memory of pictures stays mapped for as long as anybody holds pixels of it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from backends.video.segments import FrameRing, release

_READS_AFTER_RELEASE = """
from backends.video.segments import FrameRing, release
ring = FrameRing.create(64, 36)
ring.next_slot(64, 36)[:] = 7
ring.publish()
held = ring.newest()[1]
ring.memory.unlink()
assert not release(ring.memory)
print(int(held.sum()))
"""


@pytest.fixture
def ring() -> Iterator[FrameRing]:
    made = FrameRing.create(64, 36)
    yield made
    made.memory.unlink()
    assert release(made.memory)


def test_that_memory_goes_only_when_the_last_pixels_are_dropped(ring: FrameRing) -> None:
    ring.next_slot(32, 18)[:] = 9
    ring.publish()
    newest = ring.newest()
    assert newest is not None
    part = newest[1][::2, ::2]
    del newest
    assert not release(ring.memory)
    assert part.max() == 9


def test_that_pixels_held_after_a_picture_closed_can_still_be_read() -> None:
    """In a process of its own: reading unmapped memory ends the process that does it."""
    ended = subprocess.run(
        [sys.executable, "-c", _READS_AFTER_RELEASE],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == [str(64 * 36 * 4 * 7)]
