"""Which camera stands in which tile of the wall. Pure: site, layout and choice in, seats out."""

from dataclasses import dataclass
from enum import StrEnum

from console.domain.site import Camera, Site

LAYOUTS = (1, 4, 9, 16)
DEFAULT_LAYOUT = 9


class Vacancy(StrEnum):
    """Why a tile shows no picture though nothing is broken."""

    NONE = "none"
    NOTHING_CHOSEN = "nothing chosen"
    NO_STREAM = "no stream"
    UNKNOWN_CAMERA = "unknown camera"


@dataclass(frozen=True, slots=True)
class TileSeat:
    """One tile: its camera, whether it is the spot tile (main stream), and why it may be empty."""

    camera: Camera | None
    spot: bool = False
    vacancy: Vacancy = Vacancy.NONE
    wanted: str = ""

    @property
    def key(self) -> str:
        """The camera's id, as far as there is one."""
        return self.camera.id if self.camera is not None else self.wanted


def seats(site: Site, layout: int, chosen: str | None) -> tuple[TileSeat, ...]:
    """The tiles of a layout (1, 4, 9 or 16): the spot tile first, then the site's wall in order.

    With nothing chosen the spot tile shows the wall's first camera. The other tiles never move
    when the choice changes: operators know them by place. Raises ValueError for another layout.
    """
    if layout not in LAYOUTS:
        raise ValueError(f"a wall has {', '.join(map(str, LAYOUTS))} tiles, not {layout}")
    order = site.wall or tuple(site.cameras)
    first = order[0] if order else ""
    spot = _seat(site, chosen if chosen is not None else first, spot=True)
    rest = [_seat(site, camera, spot=False) for camera in order[1:layout]]
    empty = [TileSeat(None, vacancy=Vacancy.NOTHING_CHOSEN)] * (layout - 1 - len(rest))
    return (spot, *rest, *empty)


def _seat(site: Site, camera_id: str, *, spot: bool) -> TileSeat:
    if not camera_id:
        return TileSeat(None, spot, Vacancy.NOTHING_CHOSEN)
    camera = site.cameras.get(camera_id)
    if camera is None:
        return TileSeat(None, spot, Vacancy.UNKNOWN_CAMERA, camera_id)
    return TileSeat(camera, spot, Vacancy.NONE if camera.streams else Vacancy.NO_STREAM)
