"""The card of a store against a brute-force oracle (O24)."""

import random
from dataclasses import replace
from datetime import timedelta

from console.domain.alerts.dispatch import Dispatch, walking_time
from console.domain.field.opening_hours import ALWAYS, Door, Hours, Span
from console.domain.field.shelter import Panic, Shelter
from console.domain.places.geo import Place
from console.domain.site import Facility, Site
from console.domain.unit import UnitPosition
from console.services.panic_card import Around, CardMaker, opening_now
from tests.support.engine_doubles import START

CENTRE = Place(37.55, 127.03)
SITE = Site("s", "", "", CENTRE, "", "")
SHUT = Hours((Span(0, 0, 1),))
CASES = 1_000


def test_that_teams_and_refuges_stand_in_the_order_of_brute_force_o24() -> None:
    dice = random.Random(11)

    def anywhere() -> Place:
        return Place(37.55 + dice.uniform(-0.02, 0.02), 127.03 + dice.uniform(-0.02, 0.02))

    for _ in range(CASES):
        shops = {
            f"S{n}": Shelter(
                place=anywhere(), hours=dice.choice((ALWAYS, SHUT, Hours())),
                enlisted=dice.random() < 0.9, panic=dice.choice((None, None, Panic(START))),
            )
            for n in range(8)
        }  # fmt: skip
        units = tuple(
            UnitPosition(f"u{n}", "g", START, START - timedelta(seconds=dice.choice((1, 600))),
                         anywhere())
            for n in range(6)
        )  # fmt: skip
        busy = (Dispatch("d", 1, f"u{dice.randrange(6)}", False, "kim", START),)
        here = anywhere()
        around = Around({**shops, "me": Shelter(place=here)}, units, busy)
        card = CardMaker(SITE).card("me", around, START)
        free = [u for u in units if u.received > START - timedelta(minutes=1)]
        by_walk = sorted(free, key=lambda u: walking_time(here, u.place))
        teams = [u.unit for u in by_walk if u.unit != busy[0].to]
        assert [each.unit for each in card.teams] == teams[:3]
        open_ones = [
            (walking_time(here, shop.place or here), key)
            for key, shop in shops.items()
            if shop.enlisted and shop.panic is None
            and opening_now(shop, (), START).door is not Door.CLOSED
        ]  # fmt: skip
        assert [each.id for each in card.refuges] == [key for _, key in sorted(open_ones)][:3]


def test_that_a_store_without_a_place_says_what_is_known_and_no_more() -> None:
    card = CardMaker(SITE).card("x", Around({"x": Shelter("가게", phone="02")}), START)
    assert (card.name, card.phone, card.place, card.teams) == ("가게", "02", None, ())


def test_that_the_place_of_the_map_stands_where_none_was_entered() -> None:
    known = Facility("S1", "shelter", "지킴이집", "Store", CENTRE)
    maker = CardMaker(replace(SITE, facilities=(known,)))
    card = maker.card("S1", Around(language="en"), START)
    assert (card.name, card.place, card.opening.door) == ("Store", CENTRE, Door.UNKNOWN)
