"""The patrols: boards of shifts, hazards and organisations, and what the map is to show of them.

GUI thread. As every board of the field work it decides nothing; see `widgets.field.panel`. The map
is a stranger: `overlay_changed` tells whoever joins them.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from typing_extensions import override

from console.domain.alerts.alert import Alert
from console.domain.field.hazard import Hazard
from console.domain.field.patrol import Patrol
from console.domain.field.patrol_track import RADIUS_M, SAMPLE_M, way_of
from console.domain.places.geo import Place
from console.domain.site import Site
from console.ports.map_overlay import ChosenPoint, Overlay, OverlayLine, OverlayPoint, Standing
from console.services.field.patrol_forms import HazardForm
from console.wire.seat_values import PicturePage
from widgets.field.form import Wish
from widgets.field.panel import FieldPanel
from widgets.overrides import sealed
from widgets.patrols.book import PatrolBook
from widgets.patrols.hazard_page import HazardPage
from widgets.patrols.patrol_forms import ON_MAP
from widgets.patrols.patrol_page import PatrolPage
from widgets.patrols.picture import HazardPicture
from widgets.patrols.reasons import patrol_reason
from widgets.patrols.roster_page import RosterPage
from widgets.patrols.templates import templates_of
from widgets.patrols.words import category_word

PATROLS, HAZARDS, ROSTER = range(3)
POINT = "patrols.hazard"


@sealed
class PatrolsPanel(FieldPanel):
    """`overlay_changed(Overlay)`: the patrol or hazard put on the map; empty: none any more.

    `put_on_map()`: an operator wants to see it there now.
    `picture_wished(sha256)` asks for a picture of a hazard, which `take_picture` shows.
    `point_wished(purpose)` asks for a point of the map; `take_point` and `give_up_point` answer it.
    """

    overlay_changed = Signal(object)
    put_on_map = Signal()
    point_wished = Signal(str)
    picture_wished = Signal(str)

    def __init__(self, site: Site, now: datetime) -> None:
        self._site, self.book = site, PatrolBook()
        self._layers = tuple(site.layers)
        self._on_map = (PATROLS, "")
        self._placing: Wish | None = None
        self.picture = HazardPicture()
        self.overlay = Overlay()
        self._patrols = PatrolPage(self.book, templates_of(site))
        pages = (self._patrols, HazardPage(self.book))
        super().__init__((*pages, RosterPage(self.book)), now, patrol_reason)
        self.right.insertWidget(1, self.picture)
        self.chosen_changed.connect(self._turn_picture)

    @override
    def name(self) -> str:
        return self.tr("Patrols, hazards, organisations")

    @override
    def unreadable(self) -> int:
        return self.book.unreadable

    def follow_list(self) -> None:
        """The site's lists changed: shifts are planned from these areas and routes now."""
        layers = tuple(self._site.layers)
        if layers != self._layers:  # making them takes a tenth of a second
            self._layers = layers
            self._patrols.set_templates(templates_of(self._site))

    def choose_for(self, alert: Alert) -> bool:
        """Show what an alert is about: the team it names, or the hazard."""
        subject = alert.subject or ""
        if alert.type == "patrol.hazard":
            found = [key for key, each in self.book.hazards.items() if each.alert == alert.number]
            return self._choose_first([subject.removeprefix("hazard "), *found], HAZARDS)
        patrols = self.book.patrols
        team = subject.partition("/")[0]
        found = [
            key
            for key, each in patrols.items()
            if each.team == team or alert.unit in each.members or alert.number in each.incidents
        ]
        found.sort(key=lambda key: (not patrols[key].is_open, -patrols[key].begins.timestamp()))
        return self._choose_first(found, PATROLS)

    def _choose_first(self, records: Iterable[str], page: int) -> bool:
        known = self.book.hazards if page == HAZARDS else self.book.patrols
        record = next((each for each in records if each in known), "")
        return bool(record) and self.choose(record, page)

    @override
    def send(self, wish: Wish) -> None:
        if wish.act == ON_MAP:
            self._placing = wish
            self.left.emit()
            self.point_wished.emit(POINT)
            return
        if wish.act == "picture":
            self._look(wish.subject)
            return
        if wish.act != "map":
            super().send(wish)
            return
        wanted = (self.page_index, self.chosen)
        self._on_map = (PATROLS, "") if wanted == self._on_map else wanted
        self._tell_map()
        if self._on_map[1]:
            self.left.emit()
            self.put_on_map.emit()

    def _look(self, record: str) -> None:
        """The next picture of the hazard; after the last one none."""
        photos = self.book.hazards[record].photos
        at = photos.index(self.picture.name) + 1 if self.picture.name in photos else 0
        if at >= len(photos):
            self.picture.put_away()
            return
        self.picture.wait_for(photos[at])
        self.say(self.tr("Fetching picture {at} of {all}").format(at=at + 1, all=len(photos)))
        # Who looked at which picture is on record before it comes (R-PRV-01).
        self.wished.emit(f"hazard:{record}", "look", photos[at], "")
        self.picture_wished.emit(photos[at])

    @Slot(object)
    def take_picture(self, page: PicturePage) -> None:
        """The picture that was asked for, if it is still wanted."""
        if not page.sha256 or page.sha256 != self.picture.name:
            return
        if page.fault or not self.picture.show_content(page.content):
            self.say(self.tr("The picture cannot be shown."), "warning")
            return
        self.say("")

    @Slot(int, str)
    def _turn_picture(self, page: int, record: str) -> None:
        hazard = self.book.hazards.get(record) if page == HAZARDS else None
        if hazard is None or self.picture.name not in hazard.photos:
            self.picture.put_away()

    @Slot(object)
    def take_point(self, chosen: ChosenPoint) -> None:
        """The place of the hazard that waits for one."""
        wish, content = self._placing, self._placing.content if self._placing else None
        if chosen.purpose != POINT or wish is None or not isinstance(content, HazardForm):
            return
        self._placing = None
        form = replace(content, place=chosen.place)
        super().send(replace(wish, act="report", content=form))

    @Slot(str)
    def give_up_point(self, purpose: str) -> None:
        """No point was chosen: nothing was sent, and the board says so."""
        if purpose == POINT and self._placing is not None:
            self._placing = None
            self.say(self.tr("No place was chosen: the hazard was not reported."), "warning")

    @override
    def changed(self) -> None:
        super().changed()
        self._tell_map()

    def _tell_map(self) -> None:
        page, record = self._on_map
        overlay = Overlay()
        patrol, hazard = self.book.patrols.get(record), self.book.hazards.get(record)
        if page == PATROLS and patrol is not None:
            overlay = overlay_of(patrol, self.book.hazards_of(record), self.now)
        elif page == HAZARDS and hazard is not None:
            overlay = Overlay(points=tuple(_hazard_points([(record, hazard)])))
        if overlay != self.overlay:
            self.overlay = overlay
            self.overlay_changed.emit(overlay)


def overlay_of(patrol: Patrol, hazards: Iterable[tuple[str, Hazard]], now: datetime) -> Overlay:
    """A patrol on the map: its route, what was walked of it, checkpoints, hazards, members."""
    routes = [
        OverlayLine(f"route{at}", tuple(Place(*point) for point in line))
        for at, line in enumerate(patrol.route)
    ]
    walked = [
        OverlayLine(f"walked{at}", places, "walked", standing="done")
        for at, places in enumerate(_walked(patrol))
    ]
    points = (*_checkpoints(patrol, now), *_hazard_points(hazards))
    return Overlay((*routes, *walked), points, units=patrol.members if patrol.is_open else ())


def _walked(patrol: Patrol) -> list[tuple[Place, ...]]:
    """The walked samples as stretches: neighbours on the route that are both covered."""
    way, bits = way_of(patrol.route, ()), int(patrol.progress.covered or "0", 16)
    if way is None or not bits:
        return []
    found: list[list[tuple[float, float]]] = [[]]
    for at, sample in enumerate(way.samples):
        if not bits >> at & 1:
            found.append([])
            continue
        last = found[-1][-1] if found[-1] else sample
        if abs(last[0] - sample[0]) + abs(last[1] - sample[1]) > 2 * SAMPLE_M:
            found.append([])
        found[-1].append(sample)
    return [tuple(way.plane.to_place(*each) for each in run) for run in found if len(run) > 1]


def _checkpoints(patrol: Patrol, now: datetime) -> list[OverlayPoint]:
    missing = {each.id for each in patrol.missing}
    return [
        OverlayPoint(
            each.id, each.place, "checkpoint", each.id,
            _standing(patrol, each.due, now) if each.id in missing else "done", RADIUS_M,
        )
        for each in patrol.checkpoints
    ]  # fmt: skip


def _standing(patrol: Patrol, due: datetime | None, now: datetime) -> Standing:
    if not patrol.is_open:
        return "missed"
    return "late" if due is not None and now > due else "open"


def _hazard_points(hazards: Iterable[tuple[str, Hazard]]) -> list[OverlayPoint]:
    return [
        OverlayPoint(
            f"hazard{key}", each.place, "hazard", category_word(each.category),
            "open" if each.is_open else "done", note=each.text[:80],
        )
        for key, each in hazards
        if each.place is not None
    ]  # fmt: skip
