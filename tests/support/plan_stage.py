"""The demo district as one plans with it: dated cameras, past incidents, walks of patrol teams."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from console.domain.places.geo import Place
from console.domain.site import MapLayer, Site
from tests.support.map_files import demo_site

TODAY = date(2026, 11, 21)


def dated_site(share: float = 1.0) -> Site:
    """Some of the cameras ("SD-...") with a month of installation, nine of ten.

    With less than all of them, four dongs only: quick to count.
    """
    site, dice = demo_site(), random.Random(1)
    kept = [each for each in site.cameras.values() if dice.random() < share]
    cameras = {
        each.id: replace(each, installed=_month(dice)) for each in kept
    }  # fmt: skip
    layers = site.layers if share == 1.0 else tuple(map(_few, site.layers))
    return replace(site, cameras=cameras, wall=(), layers=layers)


def incidents(count: int = 300) -> list[Place]:
    dice = random.Random(2)
    centres = [(37.5446, 127.0557), (37.561, 127.037), (37.548, 127.02)]
    found = []
    for _ in range(count):
        lat, lon = dice.choice(centres)
        found.append(Place(lat + dice.gauss(0, 0.004), lon + dice.gauss(0, 0.006)))
    return found


def walks(site: Site) -> list[list[Place]]:
    """The beginning of each patrol route, walked."""
    (routes,) = [layer for layer in site.layers if layer.kind == "patrol_route"]
    return [
        [Place(lat, lon) for lon, lat in shape[0][: 2 + len(shape[0]) // 2]]
        for shape in routes.shapes
    ]


def _few(layer: MapLayer) -> MapLayer:
    if layer.kind != "dong":
        return layer
    return replace(layer, shapes=layer.shapes[:4], names=layer.names[:4])


def _month(dice: random.Random) -> str:
    if dice.random() > 0.9:
        return ""
    return f"{int(dice.triangular(2011, 2026, 2021))}-{dice.randrange(1, 13):02}"
