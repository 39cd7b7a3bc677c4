"""A device's reports from any thread: implements `console.ports.edge_reporter.EdgeReporter`.

One thread of its own keeps the link; a lock keeps spool and window in step with those who report.
The link is touched by that thread alone.
"""

import logging
import threading
import time
from collections.abc import Sequence
from typing import Any

from backends.edge_client.device import SpooledDevice
from backends.edge_client.stock import Settled
from backends.edge_client.tickets import EdgeTicket
from console.domain.errors import EnvironmentFault
from console.ports.device_link import DeviceNetwork
from console.ports.edge_reporter import EdgeReport
from console.wire.sep1 import PositionReport

TURN_MS = 20
CLOSE_WITHIN_S = 5.0

_log = logging.getLogger("edge")


class ThreadedReporter:
    """Runs one device until it is closed."""

    def __init__(self, device: SpooledDevice, network: DeviceNetwork) -> None:
        """Takes the device over and starts; the network is its owner's, used by the thread."""
        self._device = device
        self._network = network
        self._lock = threading.RLock()
        self._stop = threading.Event()
        self.fault: EnvironmentFault | None = None
        self._thread = threading.Thread(target=self._run, name=f"edge {device.id}", daemon=True)
        self._thread.start()

    @property
    def connected(self) -> bool:
        """Whether the engine has welcomed this device and is there now, as far as one can know."""
        return self._device.welcomed

    @property
    def waiting(self) -> int:
        """Reports without receipt or rejection."""
        return self._device.waiting

    def report(self, report: EdgeReport, settled: Settled | None = None) -> EdgeTicket:
        """Keep a report durably, then send it until it is settled. Blocks only for the disk.

        Raises EnvironmentFault when it cannot be kept, ValueError when it is no event.
        """
        self._refuse_when_ended()
        with self._lock:
            return self._device.report(report, settled)

    def report_all(
        self, reports: Sequence[EdgeReport], settled: Settled | None = None
    ) -> list[EdgeTicket | ValueError]:
        """Keep several with one wait for the disk; a ticket or the reason against each.

        Raises EnvironmentFault when they cannot be kept; then none is.
        """
        self._refuse_when_ended()
        with self._lock:
            return self._device.report_all(reports, settled)

    def tell_state(
        self, positions: Sequence[PositionReport] = (), health: dict[str, Any] | None = None
    ) -> None:
        """Say refreshable state at the next chance; newest wins."""
        with self._lock:
            self._device.tell_state(positions, health)

    def wait_settled(self, within_s: float) -> bool:
        """Wait until nothing waits for the engine; False when something still does after so long.

        Not from a `settled` call, which comes from the thread this waits for.
        """
        deadline = time.monotonic() + within_s
        while self.waiting and self._thread.is_alive() and time.monotonic() < deadline:
            self._stop.wait(TURN_MS / 1_000)
        return not self.waiting

    def close(self) -> None:
        """Say BYE and end the thread, within 5 s. What is not receipted stays in the spool."""
        self._stop.set()
        self._thread.join(CLOSE_WITHIN_S)
        if self._thread.is_alive():
            _log.error("%s: the reporter's thread did not end", self._device.id)
            return
        self._device.stop()

    def _refuse_when_ended(self) -> None:
        if self.fault is not None:
            raise self.fault
        if not self._thread.is_alive():
            raise EnvironmentFault(
                "The reporter has ended", where=self._device.id, remedy="start the program again"
            )

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._network.wait(TURN_MS)
                with self._lock:
                    self._device.turn()
        except EnvironmentFault as fault:
            self.fault = fault
            _log.exception("%s can report no more", self._device.id)
