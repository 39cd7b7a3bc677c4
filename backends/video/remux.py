"""A stretch of the ring as a file: packets unchanged, time stamps made whole.

Cameras send time stamps that are absent, stand still, jump, or start anew with each connection.
Here each run of them that makes sense is kept and placed at the time of its arrival; one that does
not is replaced by the times of arrival. Pure arithmetic but for `write`.
"""

import io
import statistics
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av

from backends.video.packet_ring import Coded, Group, Stretch

_TICKS = 90_000
_TIME_BASE = Fraction(1, _TICKS)
_DOUBT_S = 2.0
# Enough pictures to know the rate and to hold every reordering.
_OPENING = 32
_SPEED = 0.1
_IN_MP4 = ("h264", "hevc", "mjpeg", "mpeg4", "mpeg2video", "av1", "libdav1d", "vp9")
_BURST_S = 0.3


def stamps(stretch: Stretch) -> list[tuple[int, int]]:
    """(pts, dts) of every packet in order, in 1/90,000 s from the first arrival."""
    start = stretch.groups[0].coded[0].at
    placed: list[tuple[int, int]] = []
    for run in _runs(stretch):
        times = _times_of(run)
        offset = (run[0].coded[0].at - start) * _TICKS
        lowest = placed[-1][1] + 1 if placed else 0
        placed += _with_dts([round(offset + one * _TICKS) for one in times], lowest)
    return placed


def write(stretch: Stretch, target: "Path | io.BytesIO") -> None:
    """Write an MP4; into memory, for a codec that an MP4 can not hold, a Matroska file.

    Raises OSError (FFmpegError is one) when the target can not be written, ValueError when an MP4
    can not hold this codec.
    """
    in_memory = isinstance(target, io.BytesIO)
    options = {} if in_memory else {"movflags": "+faststart"}
    kind = "mp4" if not in_memory or stretch.track.codec in _IN_MP4 else "matroska"
    file = target if isinstance(target, io.BytesIO) else str(target)
    with av.open(file, "w", format=kind, options=options) as container:
        track = container.add_stream_from_template(stretch.track.template, opaque=True)
        for coded, (pts, dts) in zip(stretch.coded, stamps(stretch), strict=True):
            packet = av.Packet(bytes(coded.payload))
            packet.time_base = _TIME_BASE
            packet.pts, packet.dts = pts, dts
            packet.is_keyframe = coded.key
            packet.stream = track
            container.mux(packet)


def _runs(stretch: Stretch) -> Iterator[list[Group]]:
    """Groups of one connection whose time stamps go on without a jump."""
    run: list[Group] = []
    for group in stretch.groups:
        if run and not _goes_on(run[-1], group):
            yield run
            run = []
        run.append(group)
    yield run


def _goes_on(before: Group, after: Group) -> bool:
    if before.track.run != after.track.run:
        return False
    here, there = before.coded[0], after.coded[0]
    if here.pts is None or there.pts is None:
        return True
    return abs((there.pts - here.pts) * after.track.ticks - (there.at - here.at)) < _DOUBT_S


def _times_of(run: list[Group]) -> list[float]:
    """Seconds from the run's first packet, by the camera's time stamps where they make sense."""
    coded = [one for group in run for one in group.coded]
    arrivals = [one.at - coded[0].at for one in coded]
    told = _filled(coded, run[0].track.ticks)
    return arrivals if told is None or _is_doubtful(told, arrivals) else told


def _is_doubtful(told: list[float], arrivals: list[float]) -> bool:
    """Whether the camera's times jump, run at another speed or stand still."""
    jumps = any(abs(a - b) > _DOUBT_S for a, b in zip(told, arrivals, strict=True))
    speed = abs((max(told) - min(told)) - arrivals[-1]) > _SPEED * arrivals[-1] + _BURST_S
    return jumps or speed or len(set(told)) <= len(told) // 2


def _filled(coded: list[Coded], ticks: float) -> list[float] | None:
    """The time stamps from the first packet on, None when there are none.

    The first packets of a connection come without: they belong before the earliest of those that
    follow, which need not be the next one.
    """
    told = [None if one.pts is None else one.pts * ticks for one in coded]
    known = sorted(one for one in told[:_OPENING] if one is not None)
    if not known or ticks <= 0:
        return None
    period = statistics.median(b - a for a, b in pairwise(known)) if len(known) > 1 else 0.0
    lead = next(n for n, one in enumerate(told) if one is not None)
    times = [known[0] - (lead - n) * period for n in range(lead)]
    for one in told[lead:]:
        times.append(times[-1] + period if one is None else one)
    return [one - times[0] for one in times]


def _with_dts(pts: list[int], lowest: int) -> list[tuple[int, int]]:
    """Decoding times for pictures in decoding order: the sorted times, shifted by the reorder."""
    ranked = sorted(pts)
    for n, one in enumerate(ranked):
        ranked[n] = max(one, ranked[n - 1] + 1) if n else one
    delay = max(rank - one for rank, one in zip(ranked, pts, strict=True))
    shift = max(0, lowest - (ranked[0] - delay))
    moved = [rank - delay + shift for rank in ranked]
    return [(max(one + shift, dts), dts) for one, dts in zip(pts, moved, strict=True)]
