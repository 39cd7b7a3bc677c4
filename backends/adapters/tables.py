"""TOML tables read strictly, every problem named at once. Main thread, at start only.

Foreign messages are read loosely (`loose`); what an installer writes is read strictly, so that a
misspelt word is told and not silently without effect.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backends.adapters.reach import in_words
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import Place

MOST_BYTES = 1 << 20


class Table:
    """One table of a file. Asking for a member marks it as known; `leftovers` finds misspelt ones.

    Problems collect in the list all tables of a file share; a bad member gives its default.
    """

    def __init__(self, content: dict[str, Any], where: str, problems: list[str]) -> None:
        self._content = content
        self._asked: set[str] = set()
        self.where = where
        self.problems = problems

    def __contains__(self, name: str) -> bool:
        self._asked.add(name)
        return name in self._content

    def names(self) -> tuple[str, ...]:
        """Every member's name."""
        return tuple(self._content)

    def complain(self, name: str, what: str) -> None:
        """Note a problem with one member."""
        self.problems.append(f"{self.where}{name}: {what}")

    def _member(self, name: str, kinds: type | tuple[type, ...], wanted: str) -> Any:  # noqa: ANN401 -- TOML holds any value
        self._asked.add(name)
        value = self._content.get(name)
        truth_as_number = isinstance(value, bool) and kinds is not bool
        if value is not None and (truth_as_number or not isinstance(value, kinds)):
            self.complain(name, f"{wanted} is wanted, not {value!r}"[:200])
            return None
        return value

    def text(self, name: str, default: str = "", *, needed: bool = False) -> str:
        """A text."""
        value = self._member(name, str, "a text")
        if needed and not value:
            self.complain(name, "is missing")
        return default if value is None else str(value)

    def host(self, name: str, default: str) -> str:
        """A name or an address of a machine."""
        value = self.text(name, default)
        try:
            is_one = bool(value.encode("idna")) and not set(value) & set("/ @")
        except UnicodeError:
            is_one = False
        if not is_one:
            self.complain(name, f"{value!r} is no name and no address of a machine")
        return value

    def one_of(self, name: str, choices: tuple[str, ...], default: str) -> str:
        """One of a few words."""
        value = self.text(name, default)
        if value not in choices:
            self.complain(name, f"is one of {', '.join(choices)}, not {value!r}")
            return default
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._member(name, bool, "true or false")
        return default if value is None else bool(value)

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self._member(name, int, "a whole number")
        if value is None:
            return default
        if not least <= value <= most:
            self.complain(name, f"is {least} to {most}, not {value}")
            return default
        return int(value)

    def real(self, name: str, default: float, least: float, most: float) -> float:
        """A number within bounds."""
        value = self._member(name, (int, float), "a number")
        if value is None:
            return default
        if not least <= value <= most:
            self.complain(name, f"is {least:g} to {most:g}, not {value:g}")
            return default
        return float(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        value = self._member(name, (str, list), "a list of texts") or []
        listed = [value] if isinstance(value, str) else value
        if not all(isinstance(each, str) and each for each in listed):
            self.complain(name, "a list of texts is wanted")
            return ()
        return tuple(listed)

    def place(self) -> Place | None:
        """The members `lat` and `lon`, with `accuracy_m` if given."""
        if "lat" not in self and "lon" not in self:
            return None
        for name in ("lat", "lon"):
            if name not in self:
                self.complain(name, "is missing: a place is lat and lon")
        lat = self.real("lat", 0.0, -90, 90)
        lon = self.real("lon", 0.0, -180, 180)
        accuracy = self.real("accuracy_m", -1.0, 0, 1e6)
        found = Place(lat, lon, None if accuracy < 0 else accuracy)
        if not found.is_plausible:
            self.complain("lat", "0, 0 is no place")
            return None
        return found

    def table(self, name: str) -> "Table":
        """A table inside; an empty one when it is not there."""
        value = self._member(name, dict, "a table") or {}
        return Table(value, f"{self.where}{name}.", self.problems)

    def tables(self, name: str) -> Iterator[tuple[str, "Table"]]:
        """The named tables inside a table."""
        outer = self.table(name)
        for each in outer.names():
            yield each, outer.table(each)

    def rows(self, name: str) -> Iterator["Table"]:
        """An array of tables (`[[name]]`)."""
        for index, each in enumerate(self._member(name, list, "an array of tables") or [], 1):
            where = f"{self.where}{name} {index}: "
            if isinstance(each, dict):
                yield Table(each, where, self.problems)
            else:
                self.problems.append(f"{where}a table is wanted")

    def leftovers(self, *known: str) -> None:
        """Complain about every member nobody asked for and that is not `known`."""
        for name in self._content.keys() - self._asked - set(known):
            self.complain(name, "is not known here")


def read_table(path: Path, problems: list[str]) -> Table:
    """The file's outermost table. Raises EnvironmentFault when it is no TOML."""
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
        if len(text) > MOST_BYTES:
            raise ValueError(f"larger than {MOST_BYTES} bytes")
        return Table(tomllib.loads(text.decode("utf-8-sig")), "", problems)
    except OSError as fault:
        raise EnvironmentFault(
            f"The configuration cannot be read: {in_words(fault)}",
            where=str(path),
            remedy="--config names a TOML file; docs/adapters.md has an example for each adapter",
        ) from fault
    except UnicodeDecodeError as fault:
        raise EnvironmentFault(
            "The file is not UTF-8 text", where=str(path), remedy="save it as UTF-8 there"
        ) from fault
    except (ValueError, RecursionError) as fault:
        raise EnvironmentFault(
            f"The file is not TOML: {fault}", where=str(path), remedy="correct it there"
        ) from fault


def refuse_problems(path: Path, problems: list[str]) -> None:
    """Raise EnvironmentFault with every problem of a file, if there are any."""
    if problems:
        raise EnvironmentFault(
            f"{_things(len(problems))} wrong: " + "; ".join(problems[:50]),
            where=str(path),
            remedy="correct them; docs/adapters.md describes every member",
        )


def _things(count: int) -> str:
    return "One thing is" if count == 1 else f"{count} things are"
