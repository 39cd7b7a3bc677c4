"""The ring gives back what it was given, wherever it keeps it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from backends.video.packet_ring import Coded, PacketRing, Track

TRACK = Track("h264", 640, 360, b"", 90_000.0, 1, *[None] * 2)  # type: ignore[arg-type]


def given_back(ring: PacketRing) -> list[tuple[float, bytes, bool]]:
    stretch = ring.stretch(0.0, 1e9)
    coded: list[Any] = [] if stretch is None else stretch.coded
    return [(one.at, bytes(one.payload), one.key) for one in coded]


@given(
    sizes=st.lists(
        st.lists(st.integers(min_value=1, max_value=20_000), min_size=1, max_size=8), max_size=6
    )
)
def test_that_every_group_comes_back_byte_for_byte(sizes: list[list[int]]) -> None:
    ring, added, at = PacketRing(60.0), [], 0.0
    ring.begin(TRACK)
    for group in sizes:
        for number, size in enumerate(group):
            at += 0.01
            payload = bytes([int(at * 100) % 251]) * size
            ring.add(Coded(at, payload, None, number == 0))
            added.append((at, payload, number == 0))
    assert given_back(ring) == added
    assert ring.size == sum(map(sum, sizes))


def test_that_what_somebody_reads_outlives_its_time_in_the_ring() -> None:
    ring = PacketRing(1.0)
    ring.begin(TRACK)
    for at in range(4):
        ring.add(Coded(float(at), b"k" * 30_000, None, True))
        ring.add(Coded(at + 0.5, b"d" * 30_000, None, False))
    old = ring.stretch(2.0, 2.6)
    for at in range(4, 40):
        ring.add(Coded(float(at), b"x" * 30_000, None, True))
        ring.add(Coded(at + 0.5, b"y" * 30_000, None, False))
    assert old is not None
    assert [bytes(one.payload[:1]) for one in old.coded] == [b"k", b"d"]
    assert ring.size <= 5 * 30_000


def test_that_a_picture_larger_than_any_piece_of_memory_is_kept_whole() -> None:
    ring = PacketRing(60.0)
    ring.begin(TRACK)
    pictures = [(0.0, b"k" * 400_000, True), (0.1, b"d" * 100, False), (0.2, b"e" * 90_000, False)]
    for at, payload, key in pictures:
        ring.add(Coded(at, payload, None, key))
    assert given_back(ring) == pictures


def test_that_what_is_kept_can_not_be_changed_by_who_reads_it() -> None:
    ring = PacketRing(60.0)
    ring.begin(TRACK)
    ring.add(Coded(0.0, bytearray(b"k" * 5_000), None, True))  # type: ignore[arg-type] # what a careless caller could give
    stretch = ring.newest_group()
    assert stretch is not None
    assert memoryview(stretch.coded[0].payload).readonly
