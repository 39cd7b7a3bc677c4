"""GeoJSON (RFC 7946, and the older form with a `crs`), collections and one feature a line.

Reads piece by piece. The caller's thread; never more than one feature in memory.
"""

import json
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from backends.map_data.formats.chunked_json import ChunkedJson
from backends.map_data.formats.feature import (
    MOST_DEPTH,
    MOST_VERTICES,
    Coords,
    Feature,
    Finding,
    Geometry,
    Shape,
    Unreadable,
    coords,
)
from console.domain.errors import EnvironmentFault

_GEOMETRIES = frozenset(
    ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
     "GeometryCollection")
)  # fmt: skip
_TAIL = 8_192
_CRS = re.compile(r'"crs"\s*:\s*')
_NO_MAP = "make it a FeatureCollection, one feature, or one feature a line"


class GeoJsonSource:
    """A GeoJSON file. Raises EnvironmentFault where the file as a whole cannot be read."""

    def __init__(self, path: Path, encoding: str = "") -> None:
        self._path, self._encoding = path, encoding
        self._size = max(path.stat().st_size, 1)
        self._stream = path.open("rb")
        self._text = ChunkedJson(path, self._stream, encoding)
        self._number = 0
        self._used = False
        self.crs = self._early_crs() or self._late_crs() or "EPSG:4326"

    def features(self) -> Iterator[Feature]:
        """Every feature of the file, or of each of its lines."""
        while self._text.peek():
            if self._text.peek() != "{":
                raise self._fault("The file is no GeoJSON: it does not begin with an object")
            yield from self._object()
        if not self._number and not self._used:
            raise self._fault("The file is empty")

    def progress(self) -> float:
        """By bytes."""
        return min(self._stream.tell() / self._size, 1.0)

    def notes(self) -> Sequence[Finding]:
        """Nothing."""
        return ()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _object(self) -> Iterator[Feature]:
        rest: dict[str, object] = {}
        collection = False
        for key in self._text.members():
            if key == "features" and self._text.peek() == "[":
                collection = True
                for value in self._text.elements():
                    yield self._feature(value)
            else:
                rest[key] = self._text.value()
        self._used = True
        self._refuse_late_crs(rest)
        if not collection and rest.get("type") == "FeatureCollection":
            raise self._fault('The collection has no list of "features"')
        if not collection:
            yield self._alone(rest)

    def _alone(self, value: dict[str, object]) -> Feature:
        """A feature, or a bare geometry, that is not in a collection."""
        if value.get("type") in _GEOMETRIES:
            return self._feature({"type": "Feature", "geometry": value})
        if value.get("type") != "Feature":
            raise self._fault(f"The file is no GeoJSON: its type is {_short(value.get('type'))}")
        return self._feature(value)

    def _feature(self, value: object) -> Feature:
        self._number += 1
        if not isinstance(value, dict) or value.get("type") != "Feature":
            fault = Unreadable("it is no feature", _NO_MAP)
            if isinstance(value, dict) and "attributes" in value:
                fault = Unreadable("it is a feature of Esri JSON", "export the layer as GeoJSON")
            return Feature(self._number, fault=fault)
        said = value.get("properties")
        attributes = said if isinstance(said, dict) else {}
        own = value.get("id")
        name = str(own) if isinstance(own, str | int) else ""
        try:
            shapes = shapes_of(value.get("geometry"))
        except Unreadable as fault:
            return Feature(self._number, name, attributes, fault=fault)
        return Feature(self._number, name, attributes, shapes)

    def _early_crs(self) -> str:
        """What stands as `crs` before the features; empty when nothing does."""
        with self._path.open("rb") as stream:
            text = ChunkedJson(self._path, stream, self._encoding)
            try:
                for key in text.members():
                    if key == "features":
                        break
                    value = text.value()
                    if key == "crs":
                        return _crs_name(value)
            except EnvironmentFault:
                pass  # what is wrong with the file is told when it is read
        return ""

    def _late_crs(self) -> str:
        """What stands as `crs` after the features, where some programs write it."""
        with self._path.open("rb") as stream:
            stream.seek(max(0, self._size - _TAIL))
            tail = stream.read().decode(self._encoding or "utf-8", "replace")
        found = list(_CRS.finditer(tail))
        if not found:
            return ""
        try:
            crs, end = json.JSONDecoder().raw_decode(tail, found[-1].end())
        except (ValueError, RecursionError):
            return ""
        rest = tail[end:]
        outermost = rest.count("}") - rest.count("{") == 1 and rest.count("]") == rest.count("[")
        return _crs_name(crs) if outermost else ""

    def _refuse_late_crs(self, rest: dict[str, object]) -> None:
        name = _crs_name(rest.get("crs"))
        if "crs" in rest and name != self.crs:
            raise EnvironmentFault(
                f"The file names its coordinates ({name[:60]}) only after its features",
                where=str(self._path),
                remedy=f"say --crs with that code, such as --crs {name.rsplit(':', 1)[-1][:10]}",
            )

    def _fault(self, problem: str) -> EnvironmentFault:
        return EnvironmentFault(problem, where=str(self._path), remedy=_NO_MAP)


def _crs_name(crs: object) -> str:
    """The name in a `crs` of the older forms; WGS 84 for none; odd ones as they stand."""
    properties = crs.get("properties", {}) if isinstance(crs, dict) else {}
    if crs is None or (isinstance(crs, dict) and not properties):
        return "EPSG:4326"
    if not isinstance(properties, dict) or not isinstance(crs, dict):
        return crs if isinstance(crs, str) else repr(crs)[:60]
    if isinstance(code := properties.get("code"), int | str):
        return f"EPSG:{code}"
    name = properties.get("name", properties.get("href"))
    return name if isinstance(name, str) else repr(name)[:60]


def shapes_of(geometry: object, depth: int = 0) -> list[Shape]:
    """The shapes of a GeoJSON geometry; none for null. Raises Unreadable."""
    if geometry is None:
        return []
    if not isinstance(geometry, dict) or geometry.get("type") not in _GEOMETRIES:
        kind = geometry.get("type") if isinstance(geometry, dict) else geometry
        raise Unreadable(
            f"its geometry is of no known type ({_short(kind)})", "correct or remove it"
        )
    kind = str(geometry["type"])
    if kind == "GeometryCollection":
        return _collected(geometry, depth)
    shape = _shape(kind, geometry.get("coordinates"))
    if shape.vertices > MOST_VERTICES:
        raise Unreadable(
            f"it has {shape.vertices} corners, more than {MOST_VERTICES}", "split or simplify it"
        )
    return [shape] if shape.vertices else []


def _collected(geometry: dict[str, object], depth: int) -> list[Shape]:
    if depth >= MOST_DEPTH:
        raise Unreadable("its collections are nested too deeply", "split it")
    listed = geometry.get("geometries")
    if not isinstance(listed, list):
        raise Unreadable("its collection has no list of geometries", "correct or remove it")
    return [shape for each in listed for shape in shapes_of(each, depth + 1)]


def _shape(kind: str, value: object) -> Shape:
    if kind == "Point":
        return _made("points", [[value]] if value else [])
    if kind == "MultiPoint":
        return _made("points", [[each] for each in _list(value)])
    if kind == "LineString":
        return _made("lines", [[value]] if value else [])
    if kind == "MultiLineString":
        return _made("lines", [[each] for each in _list(value)])
    if kind == "Polygon":
        return _made("areas", [_list(value)] if value else [])
    return _made("areas", [_list(each) for each in _list(value)])


def _made(geometry: Geometry, parts: list[list[object]]) -> Shape:
    flattened = False
    made: list[list[Coords]] = []
    for part in parts:
        lines: list[Coords] = []
        for rows in part:
            line, high = coords(rows)
            flattened |= high
            lines.append(line)
        made.append(lines)
    return Shape(geometry, made, flattened)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise Unreadable("its coordinates are no list", "correct or remove it")
    return value


def _short(value: object) -> str:
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    return repr(value)[:40]
