"""What imported layers are to the site: cameras, facilities and the areas that decisions ask for.

Ground that is only drawn (streets, buildings, water) stays in the pack, where the panel reads it.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backends.map_data.layer_file import Columns, read_layer
from backends.map_data.pack_folder import Import, PackFolder
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import Place
from console.domain.places.map_kinds import KINDS
from console.domain.site import Camera, Facility, MapLayer, Site
from console.ports.map_pack import LayerCard

IN_SITE = ("dong", "neighbour", "patrol_area", "patrol_route", "safe_path")
ALLEYS = ("collector", "local")
SEOUL = Place(37.5663, 126.9779)
_WANTED = frozenset((*IN_SITE, *(name for name, kind in KINDS.items() if kind.watch)))
_TRUE = frozenset(("1", "y", "yes", "true", "t", "o", "예", "유", "지능형"))
_LOG = logging.getLogger(__name__)


def with_pack(
    site: Site, data: Path, *, strict: bool = False, kinds: Collection[str] = _WANTED
) -> Site:
    """The site with what was imported into a data folder.

    A facility kind or area kind that was imported takes the place of the district pack's; cameras
    are added, one of the same id is changed. What cannot be read is left out and logged: a broken
    map is no reason to be blind. With `strict` it raises EnvironmentFault: what is known already
    is better than half of it. `kinds` are the layers that are read.
    """
    found = _read(PackFolder(data), kinds, strict=strict)
    replaced = {card.kind for card, _ in found}
    facilities = [each for each in site.facilities if each.kind not in replaced]
    layers = [each for each in site.layers if each.kind not in replaced]
    cameras = dict(site.cameras)
    for card, columns in found:
        if card.kind == "camera":
            cameras |= _cameras(cameras, columns)
        elif KINDS[card.kind].watch:
            facilities += _facilities(card, columns)
        else:
            layers.append(_layer(card, columns))
    if "patrol_area" in kinds:
        layers = _with_alleys(layers, data, strict=strict)
    whole = replace(site, cameras=cameras, facilities=tuple(facilities), layers=tuple(layers))
    return whole if site.centre.is_plausible else replace(whole, centre=_centre(whole))


def _with_alleys(layers: Sequence[MapLayer], data: Path, *, strict: bool) -> list[MapLayer]:
    """The layers with the imported streets that patrols walk: those near an area, not the city's.

    Routes and checkpoints of a patrol area are made of them.
    """
    areas = [layer for layer in layers if layer.kind == "patrol_area"]
    rings = [shape[0] for layer in areas for shape in layer.shapes if shape]
    if not rings:
        return list(layers)
    boxes = np.array([(*np.min(ring, axis=0), *np.max(ring, axis=0)) for ring in rings])
    found = _read(PackFolder(data), ALLEYS, strict=strict)
    replaced = {card.kind for card, _ in found}
    kept = [layer for layer in layers if layer.kind not in replaced]
    return [*kept, *(_layer(card, columns, _near(columns, boxes)) for card, columns in found)]


def _near(columns: Columns, boxes: NDArray[np.float64]) -> NDArray[np.intp]:
    """The features whose box meets one of these (west, south, east, north)."""
    first = columns.parts[columns.features[:-1]]
    if not len(first):
        return np.zeros(0, dtype=np.intp)
    low = np.minimum.reduceat(columns.lon_lat, first, axis=0)
    high = np.maximum.reduceat(columns.lon_lat, first, axis=0)
    meets = np.zeros(len(first), dtype=bool)
    for west, south, east, north in boxes:
        meets |= (
            (low[:, 0] <= east) & (high[:, 0] >= west)
            & (low[:, 1] <= north) & (high[:, 1] >= south)
        )  # fmt: skip
    return np.flatnonzero(meets)


def _centre(site: Site) -> Place:
    """The middle of the dongs, else of the cameras, else of Seoul."""
    dongs = [layer for layer in site.layers if layer.kind == "dong"]
    points = [
        point for layer in dongs for shape in layer.shapes for ring in shape for point in ring
    ]
    points = points or [(each.place.lon, each.place.lat) for each in site.cameras.values()]
    if not points:
        return SEOUL
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return Place((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)


def _read(
    folder: PackFolder, kinds: Collection[str], *, strict: bool
) -> list[tuple[LayerCard, Columns]]:
    """The layers of these kinds."""
    found: list[tuple[LayerCard, Columns]] = []
    try:
        imports = folder.listing().imports.values()
    except EnvironmentFault as fault:
        if strict:
            raise
        _LOG.warning("%s", fault.sentence)
        return found
    for each in imports:
        for card in each.layers:
            try:
                if card.kind in kinds:
                    found.append((card, _columns(folder, each, card)))
            except EnvironmentFault as fault:
                if strict:
                    raise
                _LOG.warning("A layer of the imported map is left out: %s", fault)
    return found


def _columns(folder: PackFolder, made: Import, card: LayerCard) -> Columns:
    if card.key not in made.files:
        raise EnvironmentFault(
            f"The list of imported maps names no file for {card.key!r}",
            where=str(folder.list_path),
            remedy=f"import {made.source} again, or remove it: sunra map remove {made.key}",
        )
    return read_layer(folder.file(made.files[card.key]))


def _cameras(known: Mapping[str, Camera], columns: Columns) -> dict[str, Camera]:
    cameras = dict[str, Camera]()
    for row, place in enumerate(_places(columns)):
        identity = columns.ids[row] or f"MAP-{row + 1:04}"
        ko, en = columns.names[row]
        before = known.get(identity)
        camera = replace(before, place=place) if before else None
        camera = camera or Camera(
            identity, ko or identity, en or ko or identity, place, aimed=False
        )
        said = {name: column[row] for name, column in columns.more.items() if column[row]}
        cameras[identity] = _described(camera, said)
    return cameras


def _described(camera: Camera, said: dict[str, str]) -> Camera:
    heading = _number(said.get("heading", ""), 0.0, 360.0)
    view = _number(said.get("view", ""), 1.0, 360.0)
    reach = _number(said.get("reach", ""), 1.0, 5_000.0)
    return replace(
        camera,
        heading_deg=camera.heading_deg if heading is None else heading,
        aimed=camera.aimed or heading is not None,
        view_deg=camera.view_deg if view is None else view,
        reach_m=camera.reach_m if reach is None else reach,
        intelligent=_flag(said, "intelligent", default=camera.intelligent),
        turnable=_flag(said, "turnable", default=camera.turnable),
        installed=said.get("installed", camera.installed),
    )


def _flag(said: dict[str, str], name: str, *, default: bool) -> bool:
    return said[name].casefold() in _TRUE if name in said else default


def _number(text: str, low: float, high: float) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if low <= value <= high else None


def _facilities(card: LayerCard, columns: Columns) -> Sequence[Facility]:
    kind, key = KINDS[card.kind], card.key.split(".", 1)[0]
    found = []
    for row, place in enumerate(_places(columns)):
        ko, en = columns.names[row]
        identity = columns.ids[row] or f"{key}-{row + 1}"
        ko, en = ko or f"{kind.ko} {identity}", en or f"{kind.facility.capitalize()} {identity}"
        found.append(Facility(identity, kind.facility, ko, en, place))
    return found


def _places(columns: Columns) -> Sequence[Place]:
    """The first point of each feature."""
    first = columns.parts[columns.features[:-1]]
    return [Place(lat, lon) for lon, lat in columns.lon_lat[first].tolist()]


def _layer(card: LayerCard, columns: Columns, wanted: NDArray[np.intp] | None = None) -> MapLayer:
    """The layer, or only the `wanted` features of it."""
    numbers = range(len(columns.features) - 1) if wanted is None else wanted.tolist()
    cuts, features = columns.parts.tolist(), columns.features.tolist()
    shapes = tuple(
        tuple(
            tuple((lon, lat) for lon, lat in columns.lon_lat[cuts[part] : cuts[part + 1]].tolist())
            for part in range(features[number], features[number + 1])
        )
        for number in numbers
    )
    names = tuple(columns.names[number] for number in numbers)
    return MapLayer(card.kind, card.geometry == "areas", shapes, names)
