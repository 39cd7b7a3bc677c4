"""Carries a changed list of cameras to every panel, while the console runs. GUI thread.

The reading is the back end's; here the new list is taken in between two ticks and told. A list that
cannot be read is a banner, and the cameras known so far stay.
"""

from PySide6.QtCore import QCoreApplication

from console.ports.camera_list import CameraList
from console.services.live_site import CameraChange, LiveSite
from widgets.desks.field import FieldBoards
from widgets.desks.plan import PlanDesk
from widgets.window.layout import Panels

translate = QCoreApplication.translate


class CameraDesk:
    """`use` a list once, `look` at it now and then; `notice` is what is to be said of it."""

    def __init__(self, panels: Panels, live: LiveSite, boards: FieldBoards, plan: PlanDesk) -> None:
        self._panels, self._live = panels, live
        self._boards, self._plan = boards, plan
        self._list: CameraList | None = None
        self._revision = 0
        self._problem = ""

    def use(self, cameras: CameraList | None) -> None:
        """Follow this list from now on; never closed here."""
        self._list = cameras

    def notice(self) -> str:
        """Why a newer list does not count; empty while the newest does."""
        if not self._problem:
            return ""
        words = translate(
            "CameraDesk", "The new list of cameras cannot be used: the cameras known so far stay."
        )
        return f"{words} {self._problem}"

    def look(self, language: str) -> None:
        """Take in a newer list, if there is one."""
        listing = None if self._list is None else self._list.newest()
        if listing is None or listing.revision == self._revision:
            return
        self._revision, self._problem = listing.revision, listing.problem
        change = self._live.adopt(listing.cameras)
        if change:
            self._tell_panels(language)
            self._panels.wall.operations.foot.say(_said(change))

    def _tell_panels(self, language: str) -> None:
        """The wall first: a picture from an address that no longer counts goes before all else."""
        panels = self._panels
        panels.wall.operations.follow_list()
        panels.map.follow_list()
        panels.naming.follow_list()
        for panel in (panels.queue, panels.detail):
            panel.set_language(language)  # names of places are made anew
        self._boards.follow_list()
        self._plan.follow_list(self._live.snapshot())


def _said(change: CameraChange) -> str:
    words = translate(
        "CameraDesk", "The list of cameras changed: {added} new, {changed} changed, {removed} gone."
    )
    return words.format(
        added=len(change.added), changed=len(change.changed), removed=len(change.removed)
    )
