"""PMTiles version 3 files, raster and vector. The caller's thread; one tile in memory at a time.

Reads the head, then only the directories and tiles of the ranges asked for. Every offset and
length is checked against the file; directories are unpacked with a bound.
"""

import json
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backends.map_data.formats.tiles import MOST_TILE_BYTES, TileHead, TileRange, inflated
from console.domain.errors import EnvironmentFault

_TYPES = {1: "mvt", 2: "png", 3: "jpeg", 4: "webp"}
_UNSAID, _NONE, _GZIP = 0, 1, 2
_MOST_DIRECTORY = 64 * 1024 * 1024
_MOST_ENTRIES = 2_000_000
_MOST_LEAVES = 64
"""Directories kept in memory; a district's tiles lie in a few."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A run of tiles with the same content; a run of 0 is a further directory."""

    tile: int
    offset: int
    length: int
    run: int


class PmTiles:
    """A foreign PMTiles file. Raises EnvironmentFault where it cannot be read as one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream = path.open("rb")
        self._size = path.stat().st_size
        self._leaves: dict[tuple[int, int], list[Entry]] = {}
        try:
            self._read_head()
        except BaseException:  # an interrupt too: nobody else would close it; raised again
            self._stream.close()
            raise

    def tiles(self, wanted: TileRange) -> Iterator[tuple[int, int, bytes]]:
        """The tiles of a range."""
        for y in range(wanted.north, wanted.south + 1):
            for x in range(wanted.west, wanted.east + 1):
                content = self._tile(tile_number(wanted.zoom, x, y))
                if content is not None:
                    yield x, y, content

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _tile(self, number: int) -> bytes | None:
        entries = self._root
        for _ in range(4):  # the standard has the root and one level of leaves, seldom two
            place = bisect_right(entries, number, key=lambda entry: entry.tile) - 1
            if place < 0:
                return None
            entry = entries[place]
            if entry.run:
                if number - entry.tile >= entry.run:
                    return None
                if entry.length > MOST_TILE_BYTES:
                    raise self._fault("A tile is larger than 16 MiB")
                return self._piece(self._data + entry.offset, entry.length)
            entries = self._leaf(entry)
        raise self._fault("Its directories are nested too deeply")

    def _leaf(self, entry: Entry) -> list[Entry]:
        key = (entry.offset, entry.length)
        if key not in self._leaves:
            if len(self._leaves) >= _MOST_LEAVES:
                self._leaves.pop(next(iter(self._leaves)))
            self._leaves[key] = self._directory(self._leaf_begin + entry.offset, entry.length)
        return self._leaves[key]

    def _read_head(self) -> None:
        head = self._stream.read(127)
        if len(head) < 127 or head[:7] != b"PMTiles":
            raise self._fault("It is no PMTiles file, or cut off")
        if head[7] != 3:
            raise self._fault(f"It is PMTiles of version {head[7]}; version 3 is understood")
        root, root_size, words, words_size, leaf, _, data, _ = struct.unpack_from("<8Q", head, 8)
        self._leaf_begin, self._data = leaf, data
        self._packing = head[97]
        if self._packing not in (_NONE, _GZIP) or head[98] not in (_UNSAID, _NONE, _GZIP):
            raise self._fault("It is packed with Brotli or Zstandard; gzip is understood")
        if head[99] not in _TYPES:
            raise self._fault("Its tiles are neither PNG, JPEG, WebP nor vector tiles")
        self._root = self._directory(root, root_size)
        fields = self._words(words, words_size)
        text = fields.get("attribution", "")
        self.head = TileHead(
            _TYPES[head[99]], head[100], min(head[101], 24), str(text or ""),
            str(fields.get("name", "") or ""), fields,
        )  # fmt: skip

    def _words(self, begin: int, size: int) -> dict[str, object]:
        if not size:
            return {}
        try:
            fields = json.loads(self._unpacked(self._piece(begin, size)))
        except (ValueError, RecursionError):
            return {}
        return fields if isinstance(fields, dict) else {}

    def _directory(self, begin: int, size: int) -> list[Entry]:
        content = self._unpacked(self._piece(begin, size))
        try:
            return entries_of(content)
        except (ValueError, IndexError):
            raise self._fault("One of its directories is damaged") from None

    def _unpacked(self, content: bytes) -> bytes:
        if self._packing == _NONE:
            return content
        try:
            return inflated(content, _MOST_DIRECTORY)
        except ValueError as fault:
            raise self._fault(f"One of its directories cannot be read: {fault}") from None

    def _piece(self, begin: int, size: int) -> bytes:
        if begin + size > self._size or size > _MOST_DIRECTORY:
            raise self._fault(f"The file is cut off: {self._size} of {begin + size} bytes are here")
        self._stream.seek(begin)
        return self._stream.read(size)

    def _fault(self, problem: str) -> EnvironmentFault:
        return EnvironmentFault(
            problem, where=str(self._path), remedy="get it again, or convert it to MBTiles"
        )


def entries_of(content: bytes) -> list[Entry]:
    """The entries of an unpacked directory. Raises ValueError or IndexError for a damaged one."""
    numbers = _numbers(content)
    count = next(numbers)
    if count > _MOST_ENTRIES or count * 4 > len(content):
        msg = "more entries than the directory has bytes for"
        raise ValueError(msg)
    tiles: list[int] = []
    at = 0
    for _ in range(count):
        at += next(numbers)
        tiles.append(at)
    runs = [next(numbers) for _ in range(count)]
    lengths = [next(numbers) for _ in range(count)]
    offsets: list[int] = []
    for place in range(count):
        said = next(numbers)
        follows = said == 0 and place > 0
        offsets.append(offsets[-1] + lengths[place - 1] if follows else said - 1)
    if any(offset < 0 for offset in offsets):
        msg = "an offset before the beginning"
        raise ValueError(msg)
    return [Entry(*row) for row in zip(tiles, offsets, lengths, runs, strict=True)]


def _numbers(content: bytes) -> Iterator[int]:
    """Variable-length numbers, seven bits a byte; IndexError where they end too soon."""
    at = 0
    while True:
        value = shift = 0
        while True:
            byte = content[at]
            at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
            if shift > 63:
                msg = "a number of more than 64 bits"
                raise ValueError(msg)
        yield value


def tile_number(zoom: int, x: int, y: int) -> int:
    """The place of a tile on the Hilbert curves that PMTiles counts along."""
    before = ((1 << (2 * zoom)) - 1) // 3
    along, side = 0, 1 << zoom >> 1
    while side:
        right, below = int(bool(x & side)), int(bool(y & side))
        along += side * side * ((3 * right) ^ below)
        if not below:
            if right:
                x, y = side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1))
            x, y = y, x
        side >>= 1
    return before + along
