"""Pictures of H.264 that never came are told by their numbers (R-VID-03)."""

import random
from fractions import Fraction
from itertools import count

import av
import numpy as np
import pytest

from backends.video.left_out import Bits, LeftOut
from backends.video.packet_ring import Coded


def coded(options: dict[str, str], pictures: int = 40, pixels: str = "yuv420p") -> list[Coded]:
    coder = av.CodecContext.create("libx264", "w")
    assert isinstance(coder, av.VideoCodecContext)
    coder.width, coder.height, coder.pix_fmt = 64, 48, pixels
    coder.time_base, coder.framerate, coder.thread_count = Fraction(1, 15), Fraction(15), 1
    coder.options = {"g": "10", "preset": "ultrafast", **options}
    chance, packets = np.random.default_rng(3), []
    for number in range(pictures):
        image = chance.integers(0, 255, (48, 64, 3), np.uint8)
        frame = av.VideoFrame.from_ndarray(image, "rgb24").reformat(format=pixels)
        frame.pts = number
        packets += coder.encode(frame)
    packets += coder.encode(None)
    return [Coded(float(at), bytes(one), one.pts, one.is_keyframe)
            for at, one in zip(count(), packets, strict=False)]  # fmt: skip


KINDS = [
    ({"tune": "zerolatency"}, "yuv420p"),
    ({"bf": "3", "preset": "medium"}, "yuv420p"),
    ({"tune": "zerolatency", "x264-params": "slices=4:aud=1"}, "yuv420p"),
    ({"tune": "zerolatency", "x264-params": "interlaced=1"}, "yuv420p"),
    ({"tune": "zerolatency", "profile": "high444", "x264-params": "cqm=jvt"}, "yuv444p"),
    ({"tune": "zerolatency", "g": "40", "x264-params": "ref=1"}, "yuv420p"),
]


@pytest.mark.parametrize(("options", "pixels"), KINDS)
def test_that_a_whole_stream_misses_nothing_and_a_picture_less_is_told(
    options: dict[str, str], pixels: str
) -> None:
    whole = coded(options, pixels=pixels)
    assert not LeftOut().are_in(whole)
    inside = next(at for at in range(12, 30) if _is_referred_to(whole, at))
    assert LeftOut().are_in([*whole[:inside], *whole[inside + 1 :]])


def _is_referred_to(whole: list[Coded], at: int) -> bool:
    """Whether the picture is no key, others are made from it, and no key follows."""
    units = bytes(whole[at].payload).split(b"\x00\x00\x01")
    slices = [unit for unit in units if unit and unit[0] & 0x1F == 1]
    return bool(slices) and bool(slices[0][0] & 0x60) and not whole[at + 1].key


def test_that_the_gap_is_told_in_the_part_that_holds_it_and_a_key_picture_begins_anew() -> None:
    whole = coded({"tune": "zerolatency"})
    left_out = LeftOut()
    assert not left_out.are_in(whole[:5])
    assert left_out.are_in(whole[7:9])
    assert not left_out.are_in(whole[9:10])
    assert not left_out.are_in(whole[20:30]), "from a key picture on"


def test_that_without_parameter_sets_nothing_is_told() -> None:
    whole = [one._replace(key=False) for one in coded({"tune": "zerolatency"})[11:19]]
    assert not LeftOut().are_in([*whole[:3], *whole[5:]])


@pytest.mark.parametrize("seed", range(30))
def test_that_spoilt_bytes_are_survived(seed: int) -> None:
    chance, whole = random.Random(seed), coded({"tune": "zerolatency"}, 20)
    spoilt = []
    for one in whole:
        payload = bytearray(one.payload)
        for _ in range(8):
            payload[chance.randrange(min(len(payload), 60))] = chance.randrange(256)
        spoilt.append(one._replace(payload=bytes(payload[: chance.randrange(1, len(payload))])))
    LeftOut(bytes(spoilt[0].payload)).are_in(spoilt)


def test_that_numbers_of_their_own_length_are_read() -> None:
    bits = Bits(b"\x67" + bytes((0b1_010_011_0, 0b0100_0010, 0b1_0000000)))
    assert [bits.number() for _ in range(4)] == [0, 1, 2, 3]
    assert bits.signed() == -2
