"""Carries changed lists of the site to every panel, while the console runs. GUI thread.

Cameras, facilities, borders and areas. The reading is the back end's; here the new lists are taken
in between two ticks and told. Lists that cannot be read are a banner, and those known so far stay.
"""

from PySide6.QtCore import QCoreApplication

from console.domain.places.map_kinds import KINDS
from console.ports.camera_list import CameraList
from console.services.live_site import ListChange, LiveSite, SiteChange
from widgets.desks.field import FieldBoards
from widgets.desks.plan import PlanDesk
from widgets.window.layout import Panels
from widgets.words.site import site_text

translate = QCoreApplication.translate


class CameraDesk:
    """`use` a list once, `look` at it now and then; `notice` is what is to be said of it."""

    def __init__(self, panels: Panels, live: LiveSite, boards: FieldBoards, plan: PlanDesk) -> None:
        self._panels, self._live = panels, live
        self._boards, self._plan = boards, plan
        self._list: CameraList | None = None
        self._revision = 0
        self._problem = ""
        self._is_far = False

    def use(self, cameras: CameraList | None) -> None:
        """Follow this list from now on; never closed here."""
        self._list = cameras

    def notice(self) -> str:
        """Why newer lists do not count, or not to the metre; empty while the newest do."""
        if self._problem:
            words = translate(
                "CameraDesk",
                "The new list of the site cannot be used: "
                "cameras, facilities and borders known so far stay.",
            )
            return f"{words} {site_text(self._problem)}"
        if self._is_far:
            return translate(
                "CameraDesk",
                "The district lies elsewhere now: start the console again, "
                "until then the map's distances are not exact.",
            )
        return ""

    def look(self, language: str) -> None:
        """Take in newer lists, if there are any."""
        listing = None if self._list is None else self._list.newest()
        if listing is None or listing.revision == self._revision:
            return
        self._revision, self._problem = listing.revision, listing.problem
        self._is_far = listing.centre is not None and self._live.is_far_from(listing.centre)
        change = self._live.adopt(listing.cameras, listing.facilities, listing.layers)
        if change:
            self._tell_panels(change, language)
            self._panels.wall.operations.foot.say(_said(change, language))

    def _tell_panels(self, change: SiteChange, language: str) -> None:
        """The wall first: a picture from an address that no longer counts goes before all else."""
        if change.cameras:
            self._panels.wall.operations.follow_list()
        self._panels.follow_list(language)
        self._boards.follow_list()
        self._plan.follow_list(self._live.snapshot())


def _said(change: SiteChange, language: str) -> str:
    cameras = translate(
        "CameraDesk", "The list of cameras changed: {added} new, {changed} changed, {removed} gone."
    )
    facilities = translate(
        "CameraDesk",
        "The list of facilities changed: {added} new, {changed} changed, {removed} gone.",
    )
    counts = ((change.cameras, cameras), (change.facilities, facilities))
    said = [_counted(words, each) for each, words in counts if each]
    if change.areas:
        words = translate("CameraDesk", "Changed on the map: {kinds}.")
        said.append(words.format(kinds=", ".join(_kind(each, language) for each in change.areas)))
    return " ".join(said)


def _counted(words: str, change: ListChange) -> str:
    return words.format(
        added=len(change.added), changed=len(change.changed), removed=len(change.removed)
    )


def _kind(name: str, language: str) -> str:
    kind = KINDS.get(name)
    if kind is None:
        return name
    return kind.ko if language == "ko" else kind.en
