"""JSON read piece by piece, so that a file of gigabytes never lies in memory whole.

Knows the grammar of objects and arrays at the outermost levels; each value inside is decoded by the
standard library. The caller's thread.
"""

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from console.domain.errors import EnvironmentFault

_CHUNK = 1 << 20
MOST_CHARS = 96 * 1024 * 1024
"""Of one value, such as one feature."""
_NEAR_END = 2_000
"""A fault so near the end of what was read may be only that the rest is still to come."""
_BLANK = re.compile(r"[ \t\r\n\x1e]*")


class ChunkedJson:
    """The text of one file and how far it has been read. Raises EnvironmentFault with the place."""

    def __init__(self, path: Path, stream: BinaryIO, encoding: str = "") -> None:
        """UTF-8, unless a person named another `encoding` (a codec of Python's)."""
        self._path, self._stream = path, stream
        self._encoding = encoding or "utf-8-sig"
        self._decoder = codecs.getincrementaldecoder(self._encoding)()
        self._json = json.JSONDecoder()
        self._text, self._at, self._line, self._ended = "", 0, 1, False

    def peek(self) -> str:
        """The next character that is not blank, without taking it; empty at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._skip(blank.end() if blank else self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(_CHUNK):
                return ""

    def take(self, wanted: str) -> None:
        """Take one character that must come next."""
        found = self.peek()
        if found != wanted:
            raise self._fault(f"{wanted!r} should stand where {found or 'the end'!r} is")
        self._skip(self._at + 1)

    def value(self) -> object:
        """The next value, whole."""
        self.peek()
        step = _CHUNK
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as fault:
                self._wait_or_refuse(fault, step)
            except RecursionError:
                raise self._fault("it is nested too deeply to be a map") from None
            except ValueError as fault:
                raise self._fault(str(fault)) from None
            else:
                # A number that ends with the text may go on in the next piece.
                if end < len(self._text) or self._ended or not self._more(step):
                    self._skip(end)
                    return value
            step = min(step * 2, MOST_CHARS)

    def members(self) -> Iterator[str]:
        """The keys of an object; the caller takes each one's value before the next."""
        self.take("{")
        while self.peek() != "}":
            key = self.value()
            self.take(":")
            yield str(key)
            if self.peek() != ",":
                break
            self.take(",")
        self.take("}")

    def elements(self) -> Iterator[object]:
        """The values of an array."""
        self.take("[")
        while self.peek() != "]":
            yield self.value()
            if self.peek() != ",":
                break
            self.take(",")
        self.take("]")

    def _wait_or_refuse(self, fault: json.JSONDecodeError, step: int) -> None:
        """Read on when only the end of the value is missing; else tell the fault."""
        cut = fault.msg.startswith("Unterminated") or len(self._text) - fault.pos < _NEAR_END
        if not cut or self._ended or not self._more(step):
            self._skip(min(fault.pos, len(self._text)))
            raise self._fault("the file ends too soon" if cut and self._ended else fault.msg)

    def _more(self, size: int) -> bool:
        if len(self._text) - self._at > MOST_CHARS:
            raise self._fault("one value is larger than 96 MiB")
        piece = self._stream.read(size)
        try:
            added = self._decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as fault:
            where = self._stream.tell() - len(piece) + fault.start + 1
            wanted = self._encoding.removesuffix("-sig").upper()
            raise EnvironmentFault(
                f"The file is not {wanted} (near byte {where})",
                where=str(self._path),
                remedy="say --encoding cp949 if it is of that kind, or save it as UTF-8",
            ) from None
        self._text, self._at = self._text[self._at :] + added, 0
        self._ended = not piece
        return bool(piece)

    def _skip(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to)
        self._at = to

    def _fault(self, problem: str) -> EnvironmentFault:
        return EnvironmentFault(
            f"The file is not sound JSON at line {self._line}: {problem}",
            where=str(self._path),
            remedy="get it again or correct that line",
        )
