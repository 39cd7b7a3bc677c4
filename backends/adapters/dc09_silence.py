"""Panels that ceased to be heard (R-ARC-09): told within twice their interval, and once back.

Which ones were told is kept in a small file, so that a restart neither forgets nor repeats it. One
thread; times are monotonic seconds of its event loop.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import uuid4

from backends.adapters.dc09_panels import Panel
from backends.adapters.sighting import State, id_of
from backends.adapters.small_file import remember, remembered
from console.ports.edge_reporter import EdgeReport

PATIENCE = 1.8


class Silence:
    """Watches every panel that has an interval."""

    def __init__(self, panels: Iterable[Panel], path: Path, now: float) -> None:
        """Each panel has its full patience from `now` on."""
        self._panels = {each.account: each for each in panels if each.interval_s > 0}
        self._path = path
        self._heard = dict.fromkeys(self._panels, now)
        self._silent = _told(path) & self._panels.keys()

    def heard(self, panel: Panel, now: float) -> Iterator[EdgeReport]:
        """A panel is alive; the report that ends its silence, if that was told."""
        if panel.account in self._heard:
            self._heard[panel.account] = now
        if panel.account in self._silent:
            self._silent.discard(panel.account)
            self._keep()
            yield _report(panel, "cleared", "heard again.")

    def due(self, now: float) -> Iterator[EdgeReport]:
        """Reports of panels that are silent since now."""
        for account, panel in self._panels.items():
            silent_s = now - self._heard[account]
            if silent_s > PATIENCE * panel.interval_s and account not in self._silent:
                self._silent.add(account)
                self._keep()
                yield _report(panel, "active", f"nothing heard for {silent_s:.0f} s.")

    def _keep(self) -> None:
        remember(self._path, sorted(self._silent))


def _told(path: Path) -> set[str]:
    found = remembered(path)
    return {each for each in found if isinstance(each, str)} if isinstance(found, list) else set()


def _report(panel: Panel, state: State, text: str) -> EdgeReport:
    origin = panel.origin
    content = {"text": f"{origin.name}: {text}", "cameras": list(origin.cameras)}
    return EdgeReport(
        "device.silent", condition=state, subject=origin.name, data=content,
        id=id_of("silent", panel.account, uuid4().bytes),
    )  # fmt: skip
