"""What MBTiles and PMTiles files have in common: tiles by number, and what they hold. Pure."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from console.domain.places.geo import tile_at

MOST_TILE_BYTES = 16 * 1024 * 1024
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
}
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class TileRange:
    """The tiles (x, y inclusive) of one zoom that a box in degrees touches."""

    zoom: int
    west: int
    north: int
    east: int
    south: int

    def holds(self, x: int, y: int) -> bool:
        """Whether a tile lies in the range."""
        return self.west <= x <= self.east and self.north <= y <= self.south

    @property
    def count(self) -> int:
        """How many tiles that are."""
        return (self.east - self.west + 1) * (self.south - self.north + 1)


@dataclass(frozen=True, slots=True)
class TileHead:
    """What a tile file says of itself; `encoding` is png, jpeg, webp or mvt."""

    encoding: str
    least: int
    most: int
    attribution: str = ""
    name: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)


class TileSource(Protocol):
    """An open tile file."""

    head: TileHead

    def tiles(self, wanted: TileRange) -> Iterator[tuple[int, int, bytes]]:
        """The tiles of a range: x, y from the north, content as it is stored, unpacked."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


def range_over(zoom: int, box: Box) -> TileRange:
    """The tiles of a zoom that a box (west, south, east, north) touches."""
    west, south, east, north = box
    left, top = tile_at(zoom, north, west)
    right, bottom = tile_at(zoom, south, east)
    return TileRange(zoom, left, top, right, bottom)


def image_kind(content: bytes) -> str:
    """png, jpeg or webp by the first bytes; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((kind for magic, kind in _MAGIC.items() if content.startswith(magic)), "")


def inflated(content: bytes, most: int = MOST_TILE_BYTES) -> bytes:
    """A gzip or zlib content unpacked; raises ValueError when it is damaged or too large."""
    if content[:2] != b"\x1f\x8b" and not (
        content[:1] == b"\x78" and int.from_bytes(content[:2], "big") % 31 == 0
    ):
        return content
    unpacker = zlib.decompressobj(47)
    try:
        whole = unpacker.decompress(content, most + 1)
    except zlib.error as fault:
        msg = f"its packing is damaged ({fault})"
        raise ValueError(msg) from None
    if len(whole) > most:
        msg = f"it would unpack to more than {most} bytes"
        raise ValueError(msg)
    if not unpacker.eof:
        msg = "its packing is cut off"
        raise ValueError(msg)
    return whole
