"""Writes snapshots: the newest picture of a stream at full size as PNG, with a manifest.

Runs on a job's thread, with a decoder of its own.
"""

from fractions import Fraction

import av
import av.error
from av.video.reformatter import Interpolation

from backends.video.clips import ClipError, begin, finish, moment, write_manifest
from backends.video.decode_sink import decoder_of, packet_of
from backends.video.orders import Snapshot
from backends.video.packet_ring import Stretch, wall_of
from console.ports.player import FileState


def write_still(group: Stretch, order: Snapshot) -> FileState:
    """Write the group's last picture. Raises `ClipError`, OSError."""
    frame = _last_picture(group)
    taken = moment(wall_of(group.coded[-1].at))
    unfinished = begin(order.path)
    try:
        unfinished.write_bytes(_png(frame))
        sha256 = finish(unfinished, order.path)
    finally:
        unfinished.unlink(missing_ok=True)
    facts: dict[str, object] = {
        "received": taken.isoformat(),
        "width": frame.width,
        "height": frame.height,
        "codec": group.track.codec,
        "remark": order.remark,
    }
    write_manifest(order, sha256, facts)
    return FileState("done", order.path, order.remark, sha256, taken, taken)


def _last_picture(group: Stretch) -> av.VideoFrame:
    decoder = decoder_of(group.track)
    frames: list[av.VideoFrame] = []
    for one in group.coded:
        frames = _decode(decoder, packet_of(one)) or frames
    frames = _decode(decoder, None) or frames
    if not frames:
        raise ClipError("the newest picture can not be decoded")
    return frames[-1]


def _decode(
    decoder: av.VideoCodecContext, packet: "av.Packet[av.VideoStream] | None"
) -> list[av.VideoFrame]:
    try:
        return decoder.decode(packet)
    except av.error.FFmpegError:
        return []


def _png(frame: av.VideoFrame) -> bytes:
    coder = av.CodecContext.create("png", "w")
    assert isinstance(coder, av.VideoCodecContext), "PNG holds pictures"
    coder.width, coder.height, coder.pix_fmt = frame.width, frame.height, "rgb24"
    coder.time_base = Fraction(1, 25)
    coloured = frame.reformat(format="rgb24", interpolation=Interpolation.BICUBIC)
    coloured.pts = 0
    return b"".join(bytes(one) for one in [*coder.encode(coloured), *coder.encode(None)])
