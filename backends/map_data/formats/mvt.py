"""Vector tiles (Mapbox Vector Tile 2.1) to shapes in degrees. Pure; every length is checked.

Shapes are cut at the edge of their tile: what a tile draws beyond it comes again in the next one.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import pi

import numpy as np
import shapely

from backends.map_data.formats.feature import Coords, Geometry, Shape, Unreadable
from backends.map_data.formats.rings import turning

_DAMAGED = "the tile is damaged"
_REMEDY = "export the tiles again"
_MOST_VALUES = 1_000_000
_KINDS: dict[int, Geometry] = {1: "points", 2: "lines", 3: "areas"}


@dataclass(frozen=True, slots=True)
class TileFeature:
    """One feature of a layer, its geometry still as commands."""

    layer: str
    id: str
    kind: int
    attributes: dict[str, object]
    commands: tuple[int, ...]
    extent: int


@dataclass(slots=True)
class _Layer:
    name: str = ""
    extent: int = 4096
    keys: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)
    features: list[bytes] = field(default_factory=list)


def features_of(content: bytes) -> Iterator[TileFeature]:
    """All features of an unpacked tile. Raises Unreadable for a damaged one."""
    for number, value in _fields(content):
        if number == 3 and isinstance(value, bytes):
            layer = _layer(value)
            for each in layer.features:
                yield _feature(each, layer)


def shape_of(feature: TileFeature, zoom: int, x: int, y: int) -> Shape | None:
    """The feature's shape in degrees, None when nothing of it lies in the tile."""
    kind = _KINDS.get(feature.kind)
    if kind is None:
        raise Unreadable("its geometry is of no known type", _REMEDY)
    lines = _lines(feature)
    size = float(feature.extent)
    if kind == "points":
        kept = [row for line in lines for row in line if 0 <= row[0] < size and 0 <= row[1] < size]
        parts = [[row[np.newaxis]] for row in kept]
    elif kind == "lines":
        parts = _cut_lines(lines, size)
    else:
        parts = _cut_areas(lines, size)
    if not parts:
        return None
    return Shape(kind, [[_degrees(line, size, zoom, x, y) for line in part] for part in parts])


def _cut_lines(lines: list[Coords], size: float) -> list[list[Coords]]:
    """The pieces of lines within the tile."""
    whole = [line for line in lines if len(line) > 1 and _touches(line, size)]
    parts: list[list[Coords]] = []
    for line in whole:
        if _lies_in(line, size):
            parts.append([line])
            continue
        cut = shapely.clip_by_rect(shapely.LineString(line), 0, 0, size, size)
        pieces = shapely.get_parts(cut)
        parts += [[shapely.get_coordinates(p)] for p in pieces if p.geom_type == "LineString"]
    return [part for part in parts if len(part[0]) > 1]


def _cut_areas(lines: list[Coords], size: float) -> list[list[Coords]]:
    """The pieces of areas within the tile."""
    parts: list[list[Coords]] = []
    for part in _areas(lines, size):
        if _lies_in(part[0], size):
            parts.append(part)
            continue
        solid = shapely.make_valid(shapely.Polygon(part[0], part[1:]))
        cut = shapely.intersection(solid, shapely.box(0, 0, size, size))
        for piece in shapely.get_parts(cut):
            if piece.geom_type == "Polygon" and piece.area > 0:
                rings = [piece.exterior, *piece.interiors]
                parts.append([shapely.get_coordinates(ring) for ring in rings])
    return parts


def _lies_in(line: Coords, size: float) -> bool:
    return bool((line >= 0).all() and (line <= size).all())


def _areas(lines: list[Coords], size: float) -> list[list[Coords]]:
    """Rings: one that turns clockwise on the screen begins an area, others are its holes."""
    parts: list[list[Coords]] = []
    for line in lines:
        if len(line) < 3:
            continue
        ring = np.vstack((line, line[:1]))
        if turning(ring) > 0 or not parts:
            parts.append([ring])
        else:
            parts[-1].append(ring)
    return [part for part in parts if _touches(part[0], size)]


def _touches(line: Coords, size: float) -> bool:
    low, high = line.min(axis=0), line.max(axis=0)
    return bool((high >= 0).all() and (low <= size).all())


def _degrees(rows: Coords, size: float, zoom: int, x: int, y: int) -> Coords:
    count = float(1 << zoom)
    lon = (x + rows[:, 0] / size) / count * 360.0 - 180.0
    lat = np.degrees(np.arctan(np.sinh(pi * (1.0 - 2.0 * (y + rows[:, 1] / size) / count))))
    return np.column_stack((lon, lat))


def _lines(feature: TileFeature) -> list[Coords]:
    """The commands as rows in the tile's own units."""
    lines: list[Coords] = []
    rows: list[tuple[int, int]] = []
    east = south = at = 0
    commands = feature.commands
    while at < len(commands):
        word, count = commands[at] & 7, commands[at] >> 3
        at += 1
        if word == 7:
            continue
        if word not in (1, 2) or at + 2 * count > len(commands):
            raise Unreadable("its geometry is damaged", _REMEDY)
        for _ in range(count):
            east += _signed(commands[at])
            south += _signed(commands[at + 1])
            at += 2
            if word == 1 and feature.kind != 1 and rows:
                lines.append(np.array(rows, dtype=np.float64))
                rows = []
            rows.append((east, south))
    if rows:
        lines.append(np.array(rows, dtype=np.float64))
    return lines


def _feature(content: bytes, layer: _Layer) -> TileFeature:
    identity, kind, tags, commands = "", 0, tuple[int, ...](), tuple[int, ...]()
    for number, value in _fields(content):
        if number == 1:
            identity = str(value)
        elif number == 2 and isinstance(value, bytes):
            tags = _packed(value)
        elif number == 3 and isinstance(value, int):
            kind = value
        elif number == 4 and isinstance(value, bytes):
            commands = _packed(value)
    attributes = {
        layer.keys[key]: layer.values[value]
        for key, value in zip(tags[::2], tags[1::2], strict=False)
        if key < len(layer.keys) and value < len(layer.values)
    }
    return TileFeature(layer.name, identity, kind, attributes, commands, layer.extent)


def _layer(content: bytes) -> _Layer:
    layer = _Layer()
    for number, value in _fields(content):
        if number == 1 and isinstance(value, bytes):
            layer.name = value.decode("utf-8", "replace")
        elif number == 2 and isinstance(value, bytes):
            layer.features.append(value)
        elif number == 3 and isinstance(value, bytes):
            layer.keys.append(value.decode("utf-8", "replace"))
        elif number == 4 and isinstance(value, bytes):
            layer.values.append(_value(value))
        elif number == 5 and isinstance(value, int):
            layer.extent = max(value, 1)
        if len(layer.values) > _MOST_VALUES:
            raise Unreadable(_DAMAGED, _REMEDY)
    return layer


def _value(content: bytes) -> object:
    number, value = next(_fields(content), (0, b""))
    if isinstance(value, int):
        return {6: _signed(value), 7: bool(value)}.get(number, value)
    if number == 2 and len(value) == 4:
        return struct.unpack("<f", value)[0]
    if number == 3 and len(value) == 8:
        return struct.unpack("<d", value)[0]
    return value.decode("utf-8", "replace")


def _fields(content: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a protocol buffer: whole numbers, or bytes of any other kind."""
    at, end = 0, len(content)
    while at < end:
        key, at = _varint(content, at)
        kind = key & 7
        if kind == 0:
            value, at = _varint(content, at)
            yield key >> 3, value
            continue
        size = {1: 8, 5: 4}.get(kind, -1)
        if kind == 2:
            size, at = _varint(content, at)
        if size < 0 or at + size > end:
            raise Unreadable(_DAMAGED, _REMEDY)
        yield key >> 3, content[at : at + size]
        at += size


def _packed(content: bytes) -> tuple[int, ...]:
    numbers: list[int] = []
    at = 0
    while at < len(content):
        value, at = _varint(content, at)
        numbers.append(value)
    return tuple(numbers)


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(content) and shift < 70:
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
    raise Unreadable(_DAMAGED, _REMEDY)


def _signed(value: int) -> int:
    return (value >> 1) ^ -(value & 1)
