"""The files of one seat: the order of its wall (JSON) and the folder of its exports.

Writing happens on one thread of its own, so that a slow disk never holds a window up. What cannot
be read counts as absent, with a line in the log; what cannot be written is logged, too.
"""

import json
import logging
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue

from backends.files.whole import replacing
from backends.system.installation import read_json
from console.domain.pictures.wall_layout import Arrangement
from console.domain.wall_clock import in_district

_END_S = 2.0
_MOST_NAMES = 1000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to stand in a file; `adds` keeps what else stands there. A text is a table."""

    path: Path
    value: Mapping[str, object] | str
    adds: bool = False


class FolderSeatFiles:
    """`console.ports.seat_files.SeatFiles` below the data folder."""

    def __init__(self, folder: Path, seat: str) -> None:
        """`folder` is the data folder; nothing is made before it is needed."""
        self._wall = folder / f"wall-{_plain(seat)}.json"
        self._queue = folder / f"queue-{_plain(seat)}.json"
        self._map = folder / f"map-{_plain(seat)}.json"
        self._exports = folder / "exports"
        self._orders: SimpleQueue[_Order | None] = SimpleQueue()
        self._given: set[Path] = set()
        self._thread = threading.Thread(target=self._run, name="seat files", daemon=True)
        self._thread.start()

    def arrangement(self) -> Arrangement | None:
        """The kept order; None when there is none or it is not what this class writes."""
        if not self._wall.exists():
            return None
        kept = read_json(self._wall) or {}
        order, pinned = kept.get("order"), kept.get("pinned")
        if not (_are_words(order) and _are_words(pinned)):
            _log.warning("the order of the wall is not readable and is made anew: %s", self._wall)
            return None
        return Arrangement(tuple(dict.fromkeys(order or ())), frozenset(pinned or ()))

    def keep(self, arrangement: Arrangement) -> None:
        """Keep the order soon."""
        kept = {"order": list(arrangement.order), "pinned": sorted(arrangement.pinned)}
        self._orders.put(_Order(self._wall, kept))

    def queue(self) -> Mapping[str, object]:
        """What was kept of the queue; empty when there is nothing or it cannot be read."""
        return (read_json(self._queue) or {}) if self._queue.exists() else {}

    def keep_queue(self, kept: Mapping[str, object]) -> None:
        """Keep this of the queue soon."""
        self._orders.put(_Order(self._queue, dict(kept)))

    def map_choices(self) -> Mapping[str, object]:
        """What was kept of the map; empty when there is nothing or it cannot be read."""
        return (read_json(self._map) or {}) if self._map.exists() else {}

    def keep_map_choices(self, kept: Mapping[str, object]) -> None:
        """Keep this of the map soon."""
        self._orders.put(_Order(self._map, dict(kept)))

    def export_path(self, camera: str, at: datetime, ending: str) -> Path:
        """`exports/CAMERA-YYYYMMDD-HHMMSS-KST.ending`, numbered where that is taken."""
        stem = f"{_plain(camera)}-{in_district(at):%Y%m%d-%H%M%S-%Z}"
        names = (stem, *(f"{stem}-{number}" for number in range(2, _MOST_NAMES)))
        paths = (self._exports / f"{name}.{ending.lstrip('.')}" for name in names)
        free = next(p for p in paths if p not in self._given and not p.exists())
        self._given.add(free)
        self._make_exports()
        return free

    def write_note(self, path: Path, note: Mapping[str, object]) -> None:
        """Add the note soon to what the back end wrote of the file; the note's words stand."""
        beside = path.with_name(f"{path.name}.json")
        self._orders.put(_Order(beside, dict(note), adds=True))

    def write_table(self, path: Path, text: str) -> None:
        """Write a table soon, as UTF-8 with its mark."""
        self._orders.put(_Order(path, text))

    def close(self) -> None:
        """Write what is left; bounded."""
        self._orders.put(None)
        self._thread.join(_END_S)

    def _make_exports(self) -> None:
        try:
            self._exports.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            # The writer of the export tells the operator; here is only the reason.
            _log.warning("the folder of exports cannot be made: %s", error)

    def _run(self) -> None:
        while (order := self._orders.get()) is not None:
            waiting = {order.path: order}
            ended = False
            while not ended:
                try:
                    more = self._orders.get_nowait()
                except Empty:
                    break
                ended = more is None
                if more is not None:
                    waiting[more.path] = more
            for each in waiting.values():
                _write(each)
            if ended:
                return


def _write(order: _Order) -> None:
    path = order.path
    try:
        with replacing(path) as part:
            if isinstance(order.value, str):
                part.write_text(order.value, encoding="utf-8-sig", newline="")
            else:
                kept = (read_json(path) or {}) if order.adds else {}
                value = {**kept, **order.value}
                part.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        _log.warning("%s cannot be written: %s", path, error)


def _plain(name: str) -> str:
    """A name that every file system takes."""
    return re.sub(r"[^\w.-]", "_", name).strip(".")[:80] or "camera"


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
