"""Counts the figures and writes tables on a pool thread. Lives on the GUI thread.

The newest wish wins: figures that nobody waits for any more are given up.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from console.domain.errors import EnvironmentFault
from console.domain.places.geo import LocalPlane, Place
from console.domain.places.planning import Cancelled, Inputs, plan_of
from console.ports.map_pack import MapPack
from console.ports.tables import Sheet, TableForm, Tables

_LOG = logging.getLogger(__name__)


class _Stop:
    """Read by the worker, set once by the GUI thread."""

    def __init__(self) -> None:
        self.asked = False

    def is_asked(self) -> bool:
        return self.asked


class _Courier(QObject):
    """Carries results to the GUI thread; outlives its owner while a worker holds it."""

    counted = Signal(int, object)
    written = Signal(object, str)


def _count(number: int, inputs: Inputs, pack: MapPack, stop: "_Stop", courier: _Courier) -> None:
    """Runs on the pool thread."""
    try:
        known = (*inputs.incidents, *imported_incidents(pack, inputs))
        courier.counted.emit(number, plan_of(replace(inputs, incidents=known), stop.is_asked))
    except Cancelled:
        courier.counted.emit(number, None)
    except (ArithmeticError, ValueError, MemoryError):
        _LOG.exception("the planning figures cannot be counted")
        courier.counted.emit(number, None)


def _write(
    tables: Tables, name: str, sheets: Sequence[Sheet], form: TableForm, courier: _Courier
) -> None:
    """Runs on the pool thread."""
    try:
        courier.written.emit(tuple(tables.save(name, sheets, form)), "")
    except EnvironmentFault as fault:
        courier.written.emit((), fault.sentence)


def imported_incidents(pack: MapPack, inputs: Inputs) -> list[Place]:
    """Past incidents of the imported map. Reads the disk: a worker's."""
    plane = LocalPlane(inputs.site.centre)
    layers = [pack.vectors(card, plane) for card in pack.cards().of_kind("incident")]
    rows = [row for layer in layers if layer is not None for row in layer.points.tolist()]
    return [plane.to_place(east, north) for east, north in rows]


class Figuring(QObject):
    """`counted(Plan or None)`, `written(paths, fault)`."""

    counted = Signal(object)
    written = Signal(object, str)

    def __init__(self, pack: MapPack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pack = pack
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._number = 0
        self._stop = _Stop()
        self._courier = _Courier()
        self._courier.counted.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._courier.written.connect(self.written, Qt.ConnectionType.QueuedConnection)

    def count(self, inputs: Inputs) -> None:
        """Count anew; an older count is given up."""
        self._stop.asked = True
        self._stop = _Stop()
        self._number += 1
        work = partial(_count, self._number, inputs, self._pack, self._stop, self._courier)
        self._pool.start(work)

    def write(self, tables: Tables, name: str, sheets: Sequence[Sheet], form: TableForm) -> None:
        """Write the sheets to files."""
        self._pool.start(partial(_write, tables, name, sheets, form, self._courier))

    def settle(self, timeout_ms: int = 5_000) -> bool:
        """Give up counting and wait (bounded) until the worker is done."""
        self._stop.asked = True
        return self._pool.waitForDone(timeout_ms)

    @Slot(int, object)
    def _take(self, number: int, plan: object) -> None:
        if number == self._number:
            self.counted.emit(plan)


def shown(paths: Sequence[Path]) -> str:
    """The written files in one line."""
    return ", ".join(str(path) for path in paths)
