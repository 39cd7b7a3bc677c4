"""Which camera stands in which tile of the wall. Pure: site, layout, arrangement and scene in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from console.domain.alerts.alert import Box
from console.domain.pictures.wall_layout import Arrangement, beside_spot, wall_layout
from console.domain.places.geo import Place
from console.domain.site import Camera, Site


class Vacancy(StrEnum):
    """Why a tile shows no picture though nothing is broken."""

    NONE = "none"
    NOTHING_CHOSEN = "nothing chosen"
    NO_STREAM = "no stream"
    UNKNOWN_CAMERA = "unknown camera"


@dataclass(frozen=True, slots=True)
class Near:
    """A camera beside the alert's own: how far from the alert's place, and whether it looks there.

    `metres` is None where the alert's place is not known.
    """

    camera: str
    metres: float | None
    sees: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What the wall shows for the chosen alert: its camera, why (`words`), and those beside it.

    `boxes` are of the picture of `boxed` at the time `occurred`.
    """

    camera: str | None = None
    words: str = ""
    near: tuple[Near, ...] = ()
    place: Place | None = None
    boxed: str = ""
    boxes: tuple[Box, ...] = ()
    occurred: datetime | None = None


@dataclass(frozen=True, slots=True)
class TileSeat:
    """One tile: its camera, whether it is the spot tile (main stream), and why it may be empty.

    `near` is set while the tile shows a camera beside the chosen alert.
    """

    camera: Camera | None
    spot: bool = False
    vacancy: Vacancy = Vacancy.NONE
    wanted: str = ""
    pinned: bool = False
    near: Near | None = None

    @property
    def key(self) -> str:
        """The camera's id, as far as there is one."""
        return self.camera.id if self.camera is not None else self.wanted


def arrangement_of(site: Site, kept: Arrangement | None = None) -> Arrangement:
    """The order of the site's wall, or the kept one less cameras that are gone, plus new ones.

    Cameras with a stream that the site's wall does not name stand behind those it names, so that
    a wall of 64 is filled where there are 64 streams.
    """
    streamed = [camera.id for camera in site.cameras.values() if camera.streams is not None]
    known = list(dict.fromkeys([*(site.wall or tuple(site.cameras)), *streamed]))
    if kept is None:
        return Arrangement(tuple(known))
    rest = [camera for camera in kept.order if camera in site.cameras]
    there = set(rest)
    missing = [camera for camera in known if camera not in there]
    return Arrangement((*rest, *missing), kept.pinned & set(site.cameras))


def swapped(arrangement: Arrangement, one: str, other: str) -> Arrangement:
    """The same order with two cameras in each other's place; one from elsewhere is put in.

    What it takes the place of then stands at the end: no camera leaves the order.
    """
    order = list(arrangement.order)
    order += [camera for camera in (one, other) if camera not in order]
    here, there = order.index(one), order.index(other)
    order[here], order[there] = order[there], order[here]
    return replace(arrangement, order=tuple(order))


def renewed(arrangement: Arrangement, site: Site, shown: Iterable[str]) -> Arrangement:
    """The order after the list of cameras changed while the wall stands.

    A camera that is gone keeps its place while it is `shown`, so that its tile can say so and no
    other picture moves; new ones take freed places, then stand at the end.
    """
    stays = set(site.cameras) | set(shown) | {""}
    order = [camera for camera in arrangement.order if camera in stays]
    known = set(order)  # a district has thousands
    new = [camera for camera in arrangement_of(site).order if camera not in known]
    for at, camera in enumerate(order):
        if not camera and new:
            order[at] = new.pop(0)
    return Arrangement((*order, *new), arrangement.pinned & set(order))


def freed(arrangement: Arrangement, camera: str, layout: int) -> Arrangement:
    """The order without a camera: the first one that has no tile takes its place, if there is any.

    No other tile moves: operators know them by place.
    """
    if camera not in arrangement.order:
        return arrangement
    order = list(arrangement.order)
    at = order.index(camera)
    if at >= layout:
        del order[at]
    else:
        order[at] = order.pop(layout) if len(order) > layout else ""
    return Arrangement(tuple(order), arrangement.pinned - {camera})


def pin_turned(arrangement: Arrangement, camera: str) -> Arrangement:
    """Pinned when it was not, free when it was."""
    return replace(arrangement, pinned=arrangement.pinned ^ {camera})


def seats(
    site: Site,
    layout: int,
    chosen: str | None,
    arrangement: Arrangement | None = None,
    near: Iterable[Near] = (),
) -> tuple[TileSeat, ...]:
    """The tiles of a layout: the spot tile first, then the arrangement in its order.

    With nothing chosen the spot tile shows the first camera of the order. The other tiles do not
    move when the choice changes (operators know them by place), but for the cameras `near` an
    alert: each changes places with a tile next to the spot, never with a pinned one; a pinned
    camera is marked where it stands. Raises ValueError for another layout.
    """
    wall_layout(layout)
    own = arrangement or arrangement_of(site)
    first = own.order[0] if own.order else ""
    on_spot = chosen if chosen is not None else first
    ids = [on_spot, *own.order[1:layout]]
    ids += [""] * (layout - len(ids))
    marks = _bring_near(ids, own, [each for each in near if each.camera != on_spot], layout)
    return tuple(
        replace(
            _seat(site, camera, spot=index == 0),
            pinned=index > 0 and camera in own.pinned,
            near=marks.get(camera) if index else None,
        )
        for index, camera in enumerate(ids)
    )


def _bring_near(ids: list[str], own: Arrangement, near: list[Near], layout: int) -> dict[str, Near]:
    """Put the near cameras next to the spot, in place; returns those that are shown, by id."""
    free = [n for n in beside_spot(layout) if ids[n] not in own.pinned] if layout > 1 else []
    marks: dict[str, Near] = {}
    for each in near:
        at = ids.index(each.camera, 1) if each.camera in ids[1:] else None
        if at is not None and each.camera in own.pinned:
            marks[each.camera] = each
        elif free:
            target = free.pop(0)
            if at is not None:
                ids[at] = ids[target]
            ids[target] = each.camera
            marks[each.camera] = each
    return marks


def _seat(site: Site, camera_id: str, *, spot: bool) -> TileSeat:
    if not camera_id:
        return TileSeat(None, spot, Vacancy.NOTHING_CHOSEN)
    camera = site.cameras.get(camera_id)
    if camera is None:
        return TileSeat(None, spot, Vacancy.UNKNOWN_CAMERA, camera_id)
    return TileSeat(camera, spot, Vacancy.NONE if camera.streams else Vacancy.NO_STREAM)
