"""What the planning board is given by whoever builds it. Values only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from console.domain.places.camera_age import LIFE_YEARS
from console.domain.places.geo import Place
from console.domain.site import Site
from console.ports.map_pack import MapPack, NoMapPack
from console.ports.tables import Tables

Places = Sequence[Place]


def _none() -> Sequence[Places]:
    return ()


def _no_places() -> Places:
    return ()


@dataclass(frozen=True, slots=True)
class PlanSources:
    """`incidents` and `tracks` are asked on the GUI thread and answer from memory.

    Past incidents of the imported map are added by the worker.
    """

    site: Site
    today: Callable[[], date]
    pack: MapPack = field(default_factory=NoMapPack)
    incidents: Callable[[], Places] = _no_places
    tracks: Callable[[], Sequence[Places]] = _none
    tables: Tables | None = None
    life_years: float = LIFE_YEARS
