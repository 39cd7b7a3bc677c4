"""Which names the ground would like to carry at a scale, the most useful first. Any thread."""

from collections.abc import Iterator

from PySide6.QtGui import QFont

from widgets.live_map.labels import Wanted
from widgets.live_map.layers import AT_FIRST, Layer, layer_of
from widgets.live_map.scene import Area, Scene
from widgets.live_map.view import View

PARKS, ALL_PARKS, PATROLS, PLACES, FACILITIES, CAMERAS = 0.11, 0.4, 0.22, 0.45, 0.9, 2.4
_BOLD = QFont.Weight.DemiBold
_SMALL_PARK_M = 130.0


def names_of_ground(
    scene: Scene, view: View, language: str, shown: frozenset[Layer] = AT_FIRST
) -> Iterator[Wanted]:
    """Names in the order in which they may take room."""
    index = 0 if language == "ko" else 1
    wide = view.scale < 0.14
    for area in scene.areas.get("dong", ()):
        yield _of_area(area, view, index, "dong_text", 14 if wide else 16, _BOLD)
    for kind in ("river", "stream"):
        for area in scene.areas.get(kind, ()):
            yield _of_area(area, view, index, "water_text", 14, QFont.Weight.Normal)
    if view.scale >= PARKS:
        yield from _parks(scene, view, index)
    if view.scale >= PATROLS and Layer.PATROLS in shown:
        yield from _patrols(scene, view, index)
    for area in scene.areas.get("neighbour", ()):
        yield _of_area(area, view, index, "faint_text", 14, QFont.Weight.Normal)
    if view.scale >= PLACES:
        yield from _spots(scene, view, index)
    if Layer.STREETS in shown:
        yield from _streets(scene, view, index)
    yield from _things(scene, view, language, shown)


def _things(scene: Scene, view: View, language: str, shown: frozenset[Layer]) -> Iterator[Wanted]:
    if view.scale >= FACILITIES:
        yield from _facilities(scene, view, language, shown)
    if view.scale >= CAMERAS and Layer.CAMERAS in shown:
        yield from _cameras(scene, view)


def _of_area(
    area: Area, view: View, index: int, tone: str, pixels: int, weight: QFont.Weight
) -> Wanted:
    spots = view.to_screen(area.anchors).tolist()
    return Wanted(area.names[index], tone, pixels, tuple((x, y) for x, y in spots), weight)


def _parks(scene: Scene, view: View, index: int) -> Iterator[Wanted]:
    for area in scene.areas.get("park", ()):
        large = area.box[2] - area.box[0] > _SMALL_PARK_M
        if large or view.scale >= ALL_PARKS:
            yield _of_area(area, view, index, "park_text", 14, QFont.Weight.Normal)


def _patrols(scene: Scene, view: View, index: int) -> Iterator[Wanted]:
    for area in scene.areas.get("patrol_area", ()):
        yield _of_area(area, view, index, "patrol", 14, QFont.Weight.Normal)
    for route in scene.routes.get("patrol_route", ()):
        x, y = view.point(*route.middle)
        yield Wanted(route.names[index], "patrol", 14, ((x, y - 12), (x, y + 12)))


def _spots(scene: Scene, view: View, index: int) -> Iterator[Wanted]:
    """Imported place names."""
    if "place" not in scene.spots:
        return
    at = view.to_screen(scene.spots["place"]).tolist()
    dongs = {name for area in scene.areas.get("dong", ()) for name in area.names}
    for names, (x, y) in zip(scene.spot_names["place"], at, strict=True):
        text = names[index] or names[1 - index]
        if text in dongs:
            continue  # borders name it already
        if text and -60 < x < view.width + 60 and -30 < y < view.height + 30:
            yield Wanted(text, "dong_text", 14, ((x, y), (x, y + 18), (x, y - 18)))


def _streets(scene: Scene, view: View, index: int) -> Iterator[Wanted]:
    for text, at in scene.street_names.wanted(view, index):
        yield Wanted(text, "street_text", 13, tuple((x, y) for x, y in at.tolist()))


def _facilities(
    scene: Scene, view: View, language: str, shown: frozenset[Layer]
) -> Iterator[Wanted]:
    at = view.to_screen(scene.facility_at)
    for facility, (x, y) in zip(scene.facilities, at.tolist(), strict=True):
        if layer_of(facility.kind) not in shown or facility.kind == "light":
            continue
        if -60 < x < view.width + 60 and -30 < y < view.height + 30:
            spots = ((x, y + 18), (x, y - 18), (x + 44, y + 18), (x - 44, y + 18))
            yield Wanted(facility.name(language), "dong_text", 14, spots)


def _cameras(scene: Scene, view: View) -> Iterator[Wanted]:
    at = view.to_screen(scene.cameras.at)
    for camera, (x, y) in zip(scene.cameras.all, at.tolist(), strict=True):
        if -60 < x < view.width + 60 and -30 < y < view.height + 30:
            yield Wanted(camera.id, "faint_text", 14, ((x, y + 17), (x, y - 17)))
