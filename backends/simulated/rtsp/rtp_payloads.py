"""Pictures cut into RTP payloads: H.264 (RFC 6184), H.265 (RFC 7798), JPEG (RFC 2435). Pure."""

from collections.abc import Iterable, Iterator

from backends.simulated.rtsp.rtp_jpeg import jpeg_payloads

PAYLOAD_BYTES = 1400


def payloads(codec: str, units: Iterable[bytes]) -> list[bytes]:
    """The payloads of one picture, at most 1,400 bytes each."""
    if codec == "mjpeg":
        return [piece for picture in units for piece in jpeg_payloads(picture, PAYLOAD_BYTES)]
    pieces = _h265_pieces if codec == "h265" else _h264_pieces
    return [piece for unit in units for piece in pieces(unit)]


def is_keyframe(codec: str, units: Iterable[bytes]) -> bool:
    """Whether a decoder can begin with this picture."""
    if codec == "mjpeg":
        return True
    if codec == "h265":
        return any(16 <= (unit[0] >> 1 & 0x3F) <= 21 for unit in units)
    return any(unit[0] & 0x1F == 5 for unit in units)


def _h264_pieces(unit: bytes) -> Iterator[bytes]:
    if len(unit) <= PAYLOAD_BYTES:
        yield unit
        return
    indicator = bytes(((unit[0] & 0xE0) | 28,))
    yield from _fragments(indicator, unit[0] & 0x1F, unit[1:])


def _h265_pieces(unit: bytes) -> Iterator[bytes]:
    if len(unit) <= PAYLOAD_BYTES:
        yield unit
        return
    indicator = bytes(((unit[0] & 0x81) | 49 << 1, unit[1]))
    yield from _fragments(indicator, unit[0] >> 1 & 0x3F, unit[2:])


def _fragments(indicator: bytes, kind: int, body: bytes) -> Iterator[bytes]:
    room = PAYLOAD_BYTES - len(indicator) - 1
    for start in range(0, len(body), room):
        first = 0x80 if start == 0 else 0
        last = 0x40 if start + room >= len(body) else 0
        yield indicator + bytes((first | last | kind,)) + body[start : start + room]
