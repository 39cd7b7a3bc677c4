"""Finds addresses among imported ones, all else by another finder. Pure, built once, any thread.

What the map does not have is not invented: a number that is missing is answered by the nearest one
on the same side of the street, and the answer says so.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from console.domain.places.addresses import Address, address, folded_street
from console.domain.places.geo import LocalPlane, Place
from console.domain.places.plan_areas import Dongs
from console.domain.site import Site
from console.ports.map_pack import VectorLayer
from console.ports.place_finder import Found, PlaceFinder
from console.services.site_finder import SiteFinder

_NAMED = ("place", "building", "arterial", "collector", "local", "safe_path", "other")
_LEAST_LETTERS = 2
_NEAR = 40
"""So far apart may two numbers of a street be that one stands for the other (about 400 m)."""


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """An address of the map: its parts, what people call it, and where it is."""

    parts: Address
    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class KnownName:
    """A place, building or street of the map by its names (ko, en)."""

    names: tuple[str, str]
    place: Place


class AddressFinder:
    """`console.ports.place_finder.PlaceFinder`: addresses, what `others` finds, other names."""

    def __init__(
        self,
        known: Iterable[KnownAddress],
        others: PlaceFinder,
        names: Iterable[KnownName] = (),
    ) -> None:
        self._others = others
        self._names = [(folded_street(" ".join(each.names)), each) for each in names]
        self._streets: dict[tuple[str, bool, bool], list[KnownAddress]] = {}
        for each in known:
            self._streets.setdefault(_street(each.parts), []).append(each)
        for numbers in self._streets.values():
            numbers.sort(key=_number)

    def find(self, text: str, language: str, most: int = 8) -> Sequence[Found]:
        """The address alone where there is one; else what the other finder says."""
        wanted = address(text)
        found = self._address(wanted, language) if wanted else None
        others = self._others.find(text, language, most)
        first = (found,) if found else ()
        all_found = (*first, *others)
        if len(all_found) < most:
            all_found += tuple(self._named(text, language, most - len(all_found)))
        return all_found[:most]

    def _named(self, text: str, language: str, most: int) -> list[Found]:
        """Names of the imported map that hold the words; the shortest first."""
        wanted = folded_street(text)
        if len(wanted) < _LEAST_LETTERS:
            return []
        index = 0 if language == "ko" else 1
        fitting = (each for key, each in self._names if wanted in key)
        shortest = nsmallest(most, fitting, key=lambda each: (len(each.names[0]), each.names))
        return [
            Found(each.names[index] or each.names[1 - index], each.place, "place")
            for each in shortest
        ]

    def _address(self, wanted: Address, language: str) -> Found | None:
        numbers = self._streets.get(_street(wanted))
        if not numbers:
            return None
        at = bisect_left(numbers, (wanted.main, wanted.sub), key=_number)
        if at < len(numbers) and _number(numbers[at]) == (wanted.main, wanted.sub):
            return _found(numbers[at], "")
        near = min(numbers, key=lambda each: _apart(each.parts, wanted))
        if _apart(near.parts, wanted) >= _NEAR:
            return None
        return _found(near, "가장 가까운 번호" if language == "ko" else "nearest number")


def finder_of(site: Site, layers: Sequence[VectorLayer], plane: LocalPlane) -> PlaceFinder:
    """All that can be found on a site and in the imported layers; takes a worker's time."""
    others, dongs = SiteFinder(site), Dongs(site)
    known: list[KnownAddress] = []
    names: dict[tuple[str, str], KnownName] = {}
    for layer in layers:
        kind = layer.card.kind
        if kind != "address" and kind not in _NAMED:
            continue
        first = layer.points[layer.parts[layer.features[:-1]]].tolist()
        places = [plane.to_place(east, north) for east, north in first]
        if kind == "address":
            known += known_addresses(layer.names, layer.more, places, dongs)
        else:
            for each, place in zip(layer.names, places, strict=True):
                if any(each):
                    names.setdefault(each, KnownName(each, place))
    if not known and not names:
        return others
    return AddressFinder(known, others, names.values())


def known_addresses(
    names: Sequence[tuple[str, str]],
    more: Mapping[str, Sequence[str]],
    places: Sequence[Place],
    dongs: Dongs | None = None,
) -> list[KnownAddress]:
    """The addresses of an imported layer: by their names, their parts and their lots.

    A lot whose dong the map does not name is that of the dong it lies in.
    """
    empty = [""] * len(places)
    lots, said = more.get("lot", empty), more.get("dong", empty)
    roads, mains = more.get("road", empty), more.get("main", empty)
    found: list[KnownAddress] = []
    for row, place in enumerate(places):
        ko, en = names[row]
        dong = said[row]
        if lots[row] and not dong and dongs is not None:
            dong = dongs.name_at(place, "ko")
        texts = {ko, en, f"{roads[row]} {mains[row]}", f"{dong} {lots[row]}", lots[row]}
        seen: set[Address] = set()
        for text in sorted(texts):
            parts = address(text) if text.strip() else None
            if parts is not None and parts not in seen:
                seen.add(parts)
                found.append(KnownAddress(parts, text if parts.lot else ko or text, place))
    return found


def _found(known: KnownAddress, detail: str) -> Found:
    return Found(known.label, known.place, "address", detail)


def _street(parts: Address) -> tuple[str, bool, bool]:
    return folded_street(parts.street), parts.lot, parts.hill


def _number(known: KnownAddress) -> tuple[int, int]:
    return known.parts.main, known.parts.sub


def _apart(one: Address, other: Address) -> float:
    """How far apart two numbers are; the other side of a street counts ten more."""
    side = 0.0 if one.lot or one.main % 2 == other.main % 2 else 10.0
    return abs(one.main - other.main) + abs(one.sub - other.sub) / 100 + side
