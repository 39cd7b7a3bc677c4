"""What one seat keeps in files of its own: the order of its wall, and what it exported."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from console.domain.pictures.wall_layout import Arrangement


class SeatFiles(Protocol):
    """Never blocks but in `arrangement`, `queue` and `close`."""

    def arrangement(self) -> Arrangement | None:
        """The kept order of the wall; None when there is none or it cannot be read."""
        ...

    def keep(self, arrangement: Arrangement) -> None:
        """Keep the order of the wall; soon, the newest wins."""
        ...

    def queue(self) -> Mapping[str, object]:
        """What the seat keeps of its alert queue (saved views); empty when there is nothing."""
        ...

    def keep_queue(self, kept: Mapping[str, object]) -> None:
        """Keep this of the alert queue; soon, the newest wins."""
        ...

    def export_path(self, camera: str, at: datetime, ending: str) -> Path:
        """Where a new export of that camera and moment may be written; never an existing file."""
        ...

    def write_note(self, path: Path, note: Mapping[str, object]) -> None:
        """Add what is to be known of an export to the JSON beside it (`path` plus ".json")."""
        ...

    def close(self) -> None:
        """Write what is left; bounded by 2 s."""
        ...


@runtime_checkable
class TableFiles(Protocol):
    """Files that take a table, too; never blocks."""

    def export_path(self, camera: str, at: datetime, ending: str) -> Path:
        """Where a new export may be written; never an existing file."""
        ...

    def write_table(self, path: Path, text: str) -> None:
        """Write a table soon, as UTF-8 with its mark, so that office programs read Korean."""
        ...


@runtime_checkable
class MapFiles(Protocol):
    """Files that keep the choices of the live map, too; only `map_choices` reads the disk."""

    def map_choices(self) -> Mapping[str, object]:
        """What the seat keeps of its map (layers, legend); empty when there is nothing."""
        ...

    def keep_map_choices(self, kept: Mapping[str, object]) -> None:
        """Keep this of the map; soon, the newest wins."""
        ...
