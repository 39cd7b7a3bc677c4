"""What an operator needs at once when a shelter store calls for help (O24). Pure; no I/O, no clock.

Six things: the shop, its telephone, whether it is open, the nearest camera, the nearest team with
its walk, and whether the receiver has called 112; and where else one could flee to. What is not
known is said to be unknown.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from console.domain.alerts.dispatch import Candidate, Dispatch, nearest_teams
from console.domain.field.opening_hours import Door, Opening, opening
from console.domain.field.post import KST
from console.domain.field.shelter import Panic, Refuge, Shelter, nearest
from console.domain.places.geo import LocalPlane, Place
from console.domain.places.nearest import CameraIndex, Sight
from console.domain.site import Site
from console.domain.unit import UnitPosition, is_citizen

MOST_CAMERAS = 4
MOST_TEAMS = 3
MOST_REFUGES = 3


@dataclass(frozen=True, slots=True)
class PanicCard:
    """The card of one shop. `place` None: neither the site nor the engine knows where it is."""

    id: str
    name: str
    phone: str
    opening: Opening
    place: Place | None
    panic: Panic | None
    cameras: tuple[Sight, ...] = ()
    teams: tuple[Candidate, ...] = ()
    refuges: tuple[Refuge, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the shops: their records, units, teams that are sent, lost pictures.

    `bound` are units that cannot come: those of citizens, and who walks with or guards somebody.
    """

    shelters: Mapping[str, Shelter] = field(default_factory=dict)
    positions: tuple[UnitPosition, ...] = ()
    standing: tuple[Dispatch, ...] = ()
    holidays: tuple[date, ...] = ()
    language: str = "ko"
    lost: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()


class CardMaker:
    """Makes cards for one site; its cameras are indexed once for each list of them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.follow_list()

    def follow_list(self) -> None:
        """The site's lists of cameras and facilities changed."""
        site = self._site
        self._index = CameraIndex(site.cameras.values(), LocalPlane(site.centre))
        self.shops = {each.id: each for each in site.facilities if each.kind == "shelter"}

    def place_of(self, record: str, shelter: Shelter) -> Place | None:
        """Where a shop is: as entered, else as the site knows it."""
        known = self.shops.get(record)
        return shelter.place or (known.place if known else None)

    def name(self, record: str, shelter: Shelter, language: str) -> str:
        """What a shop is called: as entered, else as the site calls it, else its id."""
        known = self.shops.get(record)
        return shelter.name(language) or (known.name(language) if known else "") or record

    def card(self, record: str, around: Around, now: datetime) -> PanicCard:
        """The card of a shop as things stand at `now`."""
        shelter = around.shelters.get(record) or Shelter()
        place = self.place_of(record, shelter)
        opens = opening_now(shelter, around.holidays, now)
        card = PanicCard(
            record,
            self.name(record, shelter, around.language),
            shelter.phone,
            opens,
            place,
            shelter.panic,
        )
        return card if place is None else self._with_what_is_near(card, place, around, now)

    def _with_what_is_near(
        self, card: PanicCard, place: Place, around: Around, now: datetime
    ) -> PanicCard:
        free = (
            each
            for each in around.positions
            if each.unit not in around.bound and not is_citizen(each.unit)
        )
        teams = nearest_teams(place, free, around.standing, now)
        return replace(
            card,
            cameras=self._index.seeing(place, MOST_CAMERAS, around.lost),
            teams=tuple(teams[:MOST_TEAMS]),
            refuges=self._refuges(card.id, place, around, now),
        )

    def _refuges(
        self, record: str, place: Place, around: Around, now: datetime
    ) -> tuple[Refuge, ...]:
        """Other shops somebody could flee to: enlisted, calm, and not known to be closed."""
        shops = {
            key: around.shelters.get(key) or Shelter() for key in {*self.shops, *around.shelters}
        }
        placed = [(key, self.place_of(key, shop)) for key, shop in shops.items()]
        others = [(key, at) for key, at in placed if at is not None and key != record]
        # Hours are looked up for the near ones only: a district has hundreds of shops.
        found = (
            each
            for each in nearest(place, others, len(others))
            if _is_refuge(shops[each.id], around.holidays, now)
        )
        return tuple(islice(found, MOST_REFUGES))


def _is_refuge(shop: Shelter, holidays: Collection[date], now: datetime) -> bool:
    calm = shop.enlisted and shop.panic is None
    return calm and opening_now(shop, holidays, now).door is not Door.CLOSED


def opening_now(shelter: Shelter, holidays: Collection[date], now: datetime) -> Opening:
    """Whether a shop is open, by Korean time."""
    return opening(shelter.hours, now.astimezone(KST), holidays)
