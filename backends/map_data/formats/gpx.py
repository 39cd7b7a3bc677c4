"""GPX 1.0 and 1.1: way points, routes and tracks. The caller's thread; one feature in memory.

Documents with a DOCTYPE or entities are refused: they can reach outside or grow without end.
"""

import codecs
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from backends.map_data.formats.dbf import codec
from backends.map_data.formats.feature import MOST_VERTICES, Coords, Feature, Finding, Shape
from backends.map_data.formats.feature import Unreadable as UnreadableFeature
from console.domain.errors import EnvironmentFault

_POINT = {"wpt": "", "rtept": "rte", "trkpt": "trk"}
_KEPT = ("name", "desc", "cmt", "type", "sym")
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_HEAD_BYTES = 1_024
_MOST_TEXT = 10_000
_MOST_EXTENDED = 100


class GpxSource:
    """A GPX file. Raises EnvironmentFault where it is no sound XML."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = max(path.stat().st_size, 1)
        self._stream = path.open("rb")
        self._number = 0
        self.crs = "EPSG:4326"

    def features(self) -> Iterator[Feature]:
        """Way points as points; each route, and each track with its segments, as lines."""
        try:
            yield from self._walk()
        except DefusedXmlException:
            raise self._fault(
                "The file has a DOCTYPE or entities, which no GPX file needs",
                "do not trust it; get it from where it was recorded",
            ) from None
        except ET.ParseError as fault:
            line, column = fault.position
            raise self._fault(
                f"The file is no sound XML at line {line}, column {column}", "get it again"
            ) from None
        except (ValueError, LookupError) as fault:  # an encoding that does not exist
            raise self._fault(f"The file cannot be read: {fault}", "save it as UTF-8") from None

    def progress(self) -> float:
        """By bytes."""
        return min(self._stream.tell() / self._size, 1.0)

    def notes(self) -> Sequence[Finding]:
        """Nothing."""
        return ()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _walk(self) -> Iterator[Feature]:
        open_elements: list[ET.Element] = []
        lines = _Lines()
        for event, element in iterparse(_as_utf8(self._stream), ("start", "end"), forbid_dtd=True):
            if event == "start":
                self._refuse_other(element, len(open_elements))
                open_elements.append(element)
                continue
            open_elements.pop()
            name = _plain(element)
            if name in ("rtept", "trkpt"):
                lines.add(element)
            elif name == "trkseg":
                lines.end_segment()
            elif name in ("wpt", "rte", "trk"):
                self._number += 1
                yield self._feature(name, element, lines)
                lines = _Lines()
            # Only texts of an open feature are still wanted; all else would pile up.
            if name in _POINT or name in ("trkseg", "rte", "trk") or len(open_elements) == 1:
                element.clear()
                if open_elements:
                    open_elements[-1].remove(element)

    def _refuse_other(self, element: ET.Element, depth: int) -> None:
        if depth == 0 and _plain(element) != "gpx":
            raise self._fault(f"The file is no GPX: it begins with {_plain(element)[:40]!r}", "")
        if depth > 64:
            raise self._fault("The file is nested too deeply to be GPX", "get it again")

    def _feature(self, name: str, element: ET.Element, lines: "_Lines") -> Feature:
        texts = {
            _plain(child): (child.text or "").strip()[:_MOST_TEXT]
            for child in element
            if _plain(child) in _KEPT
        }
        attributes: dict[str, object] = {**_extended(element), **texts, "element": name}
        identity = ""
        try:
            if name == "wpt":
                shapes = [Shape("points", [[np.array([_place(element)])]])]
            else:
                shapes = lines.shapes()
        except UnreadableFeature as fault:
            return Feature(self._number, identity, attributes, fault=fault, layer=name)
        return Feature(self._number, identity, attributes, shapes, layer=name)

    def _fault(self, problem: str, remedy: str) -> EnvironmentFault:
        return EnvironmentFault(
            problem, where=str(self._path), remedy=remedy or "choose a GPX file"
        )


class _Lines:
    """The points of one route or track while it is read."""

    def __init__(self) -> None:
        self._done: list[Coords] = []
        self._points: list[tuple[float, float]] = []
        self._count = 0
        self._fault: UnreadableFeature | None = None

    def add(self, element: ET.Element) -> None:
        self._count += 1
        if self._fault is not None:
            return
        try:
            if self._count > MOST_VERTICES:
                raise UnreadableFeature(f"it has more than {MOST_VERTICES} points", "split it")
            self._points.append(_place(element))
        except UnreadableFeature as fault:
            self._fault, self._points = fault, []

    def end_segment(self) -> None:
        if self._points:
            self._done.append(np.array(self._points))
            self._points = []

    def shapes(self) -> list[Shape]:
        self.end_segment()
        if self._fault is not None:
            raise self._fault
        return [Shape("lines", [[line] for line in self._done])] if self._done else []


def _extended(element: ET.Element) -> dict[str, str]:
    """Texts among the extensions, where programs put what GPX has no word for."""
    found: dict[str, str] = {}
    for child in element:
        if _plain(child) == "extensions":
            for each in child.iter():
                text = (each.text or "").strip()
                if text and len(found) < _MOST_EXTENDED:
                    found[_plain(each)] = text[:_MOST_TEXT]
    return found


def _as_utf8(stream: BinaryIO) -> "BinaryIO | _Recoded":
    """The stream, or one that recodes Korean, which the parser cannot read."""
    declared = _DECLARED.match(stream.read(_HEAD_BYTES))
    stream.seek(0)
    korean = declared is not None and codec(declared[1].decode("ascii")) == "cp949"
    return _Recoded(stream) if korean else stream


class _Recoded:
    """CP949 read as UTF-8, its declaration too."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("cp949")()
        self._begun = False

    def read(self, size: int = 16_384) -> bytes:
        """The next piece, empty at the end only. Raises UnicodeDecodeError."""
        text, piece = "", b"."
        while piece and not text:
            piece = self._stream.read(max(size, _HEAD_BYTES))
            text = self._decoder.decode(piece, final=not piece)
        found = text.encode()
        if not self._begun and (declared := _DECLARED.match(found)):
            found = found[: declared.start(1)] + b"utf-8" + found[declared.end(1) :]
        self._begun = True
        return found


def _place(element: ET.Element) -> tuple[float, float]:
    try:
        return float(element.attrib["lon"]), float(element.attrib["lat"])
    except KeyError as fault:
        raise UnreadableFeature(f"a point has no {fault.args[0]}", "remove the point") from None
    except ValueError:
        texts = (element.attrib["lat"][:20], element.attrib["lon"][:20])
        raise UnreadableFeature(
            f"a point's place is no number ({', '.join(texts)})", "correct the point"
        ) from None


def _plain(element: ET.Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]
