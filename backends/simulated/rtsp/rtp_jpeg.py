"""JPEG pictures cut for RTP (RFC 2435): headers dropped, tables sent along. Pure bytes."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_TABLES_SENT_ALONG = 255


@dataclass(frozen=True, slots=True)
class JpegParts:
    """What RTP needs of a baseline 4:2:0 picture: size, two quantiser tables, the scan."""

    width: int
    height: int
    tables: bytes
    scan: bytes


def jpeg_payloads(picture: bytes, room: int) -> Iterator[bytes]:
    """Payloads of at most `room` bytes. Raises ValueError when it is no baseline JPEG."""
    parts = parse_jpeg(picture)
    tables = struct.pack(">BBH", 0, 0, len(parts.tables)) + parts.tables
    at = 0
    while at < len(parts.scan):
        more = b"" if at else tables
        # Type 1 is 4:2:0 without restart markers; sizes are told in units of 8 pixels.
        head = struct.pack(">I", at) + bytes(
            (1, _TABLES_SENT_ALONG, parts.width // 8, parts.height // 8)
        )
        piece = parts.scan[at : at + room - len(head) - len(more)]
        yield head + more + piece
        at += len(piece)


def parse_jpeg(picture: bytes) -> JpegParts:
    """Take a baseline JPEG apart. Raises ValueError when it is none."""
    tables: dict[int, bytes] = {}
    size, at = (0, 0), 2
    while at + 4 <= len(picture) and picture[at] == 0xFF:
        kind, length = picture[at + 1], int.from_bytes(picture[at + 2 : at + 4], "big")
        segment = picture[at + 4 : at + 2 + length]
        at += 2 + length
        if kind == 0xDB:
            tables |= _tables_in(segment)
        elif kind == 0xC0:
            height, width = struct.unpack_from(">HH", segment, 1)
            size = (width, height)
        elif kind == 0xDA:
            scan = picture[at : picture.rindex(b"\xff\xd9")]
            return JpegParts(*size, tables[0] + tables.get(1, tables[0]), scan)
    raise ValueError("no baseline JPEG")


def _tables_in(segment: bytes) -> dict[int, bytes]:
    return {segment[at] & 0x0F: segment[at + 1 : at + 65] for at in range(0, len(segment), 65)}
