"""What is drawn straight into a frame ring is, to the byte, what PyAV would have drawn."""

from collections.abc import Iterator

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Interpolation, VideoReformatter

from backends.video.decode_sink import Painter, fit
from backends.video.scaling import Workbench, library
from backends.video.segments import FrameRing, release

FULL = ColorRange.JPEG
LIMITED = ColorRange.MPEG
BT709, BT601, UNKNOWN = 1, 6, 2


@pytest.fixture
def ring() -> Iterator[FrameRing]:
    made = FrameRing.create(480, 270)
    yield made
    made.memory.unlink()
    release(made.memory)


def picture(width: int, height: int, colours: int, reach: int, kind: str) -> av.VideoFrame:
    """Noise over slopes: every step of a wrong matrix or range would show."""
    chance = np.random.default_rng(7)
    rows = height * 3 // 2
    slope = np.linspace(0, 255, width)[None, :] + np.linspace(-40, 40, rows)[:, None]
    planes = np.clip(slope + chance.normal(0, 12, (rows, width)), 0, 255).astype(np.uint8)
    frame = av.VideoFrame.from_ndarray(planes, format=kind)
    frame.colorspace, frame.color_range = colours, reach
    return frame


def by_pyav(
    frame: av.VideoFrame, width: int, height: int
) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    fast = Interpolation.FAST_BILINEAR
    small = VideoReformatter().reformat(
        frame, width, height, "yuv420p", interpolation=fast, threads=1
    )
    drawn = VideoReformatter().reformat(small, format="bgra", interpolation=fast, threads=1)
    return drawn.to_ndarray(format="bgra").astype(np.uint8)


def drawn(
    frame: av.VideoFrame, ring: FrameRing
) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    Painter(ring).draw(frame, 0.0)
    newest = ring.newest()
    assert newest is not None
    return newest[1].copy()


@pytest.mark.parametrize("colours", [BT709, BT601, UNKNOWN])
@pytest.mark.parametrize("reach", [LIMITED, FULL])
@pytest.mark.parametrize("kind", ["yuv420p", "yuvj420p"])
def test_that_colours_and_their_range_are_those_of_pyav(
    ring: FrameRing, colours: int, reach: int, kind: str
) -> None:
    frame = picture(640, 360, colours, reach, kind)
    assert np.array_equal(drawn(frame, ring), by_pyav(frame, 480, 270))


@pytest.mark.parametrize(
    "size", [(480, 270), (1920, 1080), (320, 180), (352, 288), (704, 480), (638, 358), (130, 98)]
)
def test_that_every_size_of_stream_is_drawn_as_by_pyav(
    ring: FrameRing, size: tuple[int, int]
) -> None:
    frame = picture(*size, BT709, LIMITED, "yuv420p")
    found = drawn(frame, ring)
    assert np.array_equal(found, by_pyav(frame, found.shape[1], found.shape[0]))


def test_that_the_slots_beside_the_drawn_one_are_left_alone(ring: FrameRing) -> None:
    for slot in range(3):
        ring.next_slot(480, 270)[:] = 10 + slot
        ring.publish()
    painted = drawn(picture(640, 360, BT709, LIMITED, "yuv420p"), ring)
    assert painted.std() > 10
    assert {int(ring._view(slot, 480, 270).mean()) for slot in (2, 0)} == {10 + 1, 10 + 2}


@pytest.mark.parametrize("room", [(481, 270), (481, 271), (482, 271)])
def test_that_a_ring_of_any_size_holds_the_same_picture(room: tuple[int, int]) -> None:
    ring = FrameRing.create(*room)
    frame = picture(640, 360, BT709, LIMITED, "yuv420p")
    painter = Painter(ring)
    for _slot in range(3):
        painter.draw(frame, 0.0)
        newest = ring.newest()
        assert newest is not None
        assert np.array_equal(newest[1], by_pyav(frame, newest[1].shape[1], newest[1].shape[0]))
    del newest
    ring.memory.unlink()
    assert release(ring.memory)


def test_that_a_stream_may_change_its_size_between_two_pictures(ring: FrameRing) -> None:
    painter = Painter(ring)
    for size in ((640, 360), (1280, 720), (640, 480)):
        frame = picture(*size, BT709, LIMITED, "yuv420p")
        painter.draw(frame, 0.0)
        newest = ring.newest()
        assert newest is not None
        wanted = by_pyav(frame, newest[1].shape[1], newest[1].shape[0])
        assert np.array_equal(newest[1], wanted)


def test_that_what_can_not_be_drawn_directly_is_left_to_pyav(ring: FrameRing) -> None:
    frame = picture(640, 360, BT709, LIMITED, "yuv420p").reformat(format="yuv444p")
    assert not Workbench().draw(frame, 480, 270, ring.next_address(480, 270))
    assert np.array_equal(drawn(frame, ring), by_pyav(frame, 480, 270))


@pytest.mark.parametrize("kind", ["yuv444p", "yuvj422p", "nv12", "gray", "yuv420p10le", "bgr24"])
@pytest.mark.parametrize("reach", [LIMITED, FULL])
def test_that_pictures_of_other_formats_are_drawn_as_by_pyav(
    ring: FrameRing, kind: str, reach: int
) -> None:
    frame = picture(640, 360, BT709, reach, "yuv420p").reformat(format=kind)
    frame.colorspace, frame.color_range = BT709, reach
    assert np.array_equal(drawn(frame, ring), by_pyav(frame, 480, 270))


ODD_ROOMS = [(478, 270), (474, 268), (466, 264), (318, 178), (130, 74)]


@pytest.mark.parametrize("colours", [BT709, BT601])
@pytest.mark.parametrize("size", [(640, 360), (1280, 720), (352, 288)])
@pytest.mark.parametrize("room", ODD_ROOMS)
def test_that_pictures_of_any_width_are_drawn_into_rows_without_gaps(
    room: tuple[int, int], size: tuple[int, int], colours: int
) -> None:
    found = drawn_into(room, picture(*size, colours, LIMITED, "yuv420p"))
    height, width = found.shape[:2]
    # PyAV leaves the last pixels of some widths as it found its memory.
    sure = width // 8 * 8
    wanted = by_pyav(picture(*size, colours, LIMITED, "yuv420p"), width, height)
    assert np.array_equal(found[:, :sure], wanted[:, :sure])


@pytest.mark.parametrize("room", ODD_ROOMS)
def test_that_the_last_pixels_of_every_row_are_drawn(room: tuple[int, int]) -> None:
    grey = av.VideoFrame.from_ndarray(np.full((540, 640), 128, np.uint8), format="yuv420p")
    found = drawn_into(room, grey)
    assert len(np.unique(found.reshape(-1, 4), axis=0)) == 1


def drawn_into(
    room: tuple[int, int], frame: av.VideoFrame
) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    ring = FrameRing.create(*room)
    try:
        width, height = fit(frame.width, frame.height, *room)
        assert Workbench().draw(frame, width, height, ring.next_address(width, height))
        ring.publish()
        return ring.last_drawn().copy()
    finally:
        ring.memory.unlink()
        release(ring.memory)


def test_that_the_wheel_brings_the_library_that_is_known() -> None:
    if av.library_versions["libswscale"][0] != 9:
        pytest.skip("another libswscale: PyAV draws")
    assert library() is not None


def test_that_streams_of_one_workbench_do_not_mix_their_pictures(ring: FrameRing) -> None:
    workbench, other = Workbench(), FrameRing.create(320, 180)
    frames = [
        picture(640, 360, BT709, LIMITED, "yuv420p"),
        picture(352, 288, BT601, FULL, "yuv420p"),
    ]
    painters = [Painter(ring, workbench), Painter(other, workbench)]
    for _again in range(3):
        for painter, frame in zip(painters, frames, strict=True):
            painter.draw(frame, 0.0)
            newest = painter.ring.newest()
            assert newest is not None
            wanted = by_pyav(frame, newest[1].shape[1], newest[1].shape[0])
            assert np.array_equal(newest[1], wanted)
    del newest
    other.memory.unlink()
