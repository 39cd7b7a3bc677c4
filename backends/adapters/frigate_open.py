"""What is open at one Frigate: which review or object was told, as which types. Pure memory.

One review is one alert that is kept up to date; an object that belongs to a review is not told
beside it. A life-safety type is never folded into another one: it raises its own. Bounded: of more
than 4,096 open ones the oldest is forgotten, whose next message is then news again.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from backends.adapters.rules import LIFE_TYPES, RuleBook
from backends.adapters.sighting import Sighting

MOST_OPEN = 4_096
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Told:
    """One review or object: by type the kind and subject it was told with, and the last facts."""

    as_types: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    facts: tuple[object, ...] = ()
    passed: bool = True


class Openings:
    """Decides which sightings of a message are news, and under which subject."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._told: OrderedDict[str, Told] = OrderedDict()
        self._spoken_for: OrderedDict[str, frozenset[str]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._told)

    def knows(self, name: str) -> bool:
        """Whether it was told and has not ended."""
        return name in self._told

    def forget(self, name: str) -> None:
        """What was told of it did not arrive: its next message is news."""
        self._told.pop(name, None)

    def review(
        self,
        found: Sighting,
        kinds: Iterable[str],
        members: Iterable[str],
        facts: tuple[object, ...],
    ) -> tuple[Sighting, ...]:
        """The news in a message of a review with these kinds of objects and these object ids."""
        name = found.subject or ""
        typed = self._typed(found, kinds)
        told = self._told.get(name) or Told()
        wanted = {each: (typed[each], name) for each in _chosen(typed, told)} | dict(told.as_types)
        for each in members:
            wanted |= self._adopted(each, wanted, told)
            _put(self._spoken_for, each, frozenset(wanted))
        return self._news(name, found, Told(wanted, facts))

    def object(self, found: Sighting, facts: tuple[object, ...]) -> tuple[Sighting, ...]:
        """The news in a message of a tracked object."""
        name = found.subject or ""
        kind = self._book.type_of(found)
        told = self._told.get(name)
        if told is None and kind in self._spoken_for.get(name, frozenset()):
            return ()
        known = dict(told.as_types) if told else {}
        if not known or (kind not in known and kind in LIFE_TYPES):
            known[kind] = (found.kind, name)
        return self._news(name, found, Told(known, facts))

    def _typed(self, found: Sighting, kinds: Iterable[str]) -> dict[str, str]:
        typed: dict[str, str] = {}
        for kind in kinds:
            typed.setdefault(self._book.type_of(replace(found, kind=kind)), kind)
        return typed or {self._book.type_of(found): found.kind}

    def _adopted(
        self, member: str, wanted: Mapping[str, tuple[str, str]], told: Told
    ) -> dict[str, tuple[str, str]]:
        """An object told before its review came: the review goes on with its alert."""
        own = self._told.get(member)
        if own is None:
            return {}
        found = {
            each: own.as_types[each]
            for each in wanted
            if each in own.as_types and each not in told.as_types
        }
        if found.keys() == own.as_types.keys():
            del self._told[member]
        return found

    def _news(self, name: str, found: Sighting, now: Told) -> tuple[Sighting, ...]:
        news = [
            replace(found, kind=kind, subject=subject, id=f"{found.id}{index or ''}")
            for index, (kind, subject) in enumerate(now.as_types.values())
        ]
        if found.state == "cleared":
            last = self._told.pop(name, None)
            return tuple(news) if last is None or last.passed else ()
        # Whether a rule lets it pass is a fact too: a score may rise above its minimum later.
        passes = tuple(map(self._book.lets_pass, news))
        known = self._told.get(name)
        current = replace(now, facts=(*now.facts, *passes), passed=any(passes))
        if known is not None and known.facts == current.facts:
            return ()
        _put(self._told, name, current)
        return tuple(news)


def _chosen(typed: Mapping[str, str], told: Told) -> list[str]:
    """The life-safety types, else the first mapped one; what is told already is not chosen anew."""
    life = [each for each in typed if each in LIFE_TYPES]
    if life or told.as_types:
        return life
    mapped = [each for each in typed if not each.startswith("frigate.")]
    return (mapped or list(typed))[:1]


def _put(table: OrderedDict[str, _Value], name: str, value: _Value) -> None:
    table[name] = value
    table.move_to_end(name)
    while len(table) > MOST_OPEN:
        table.popitem(last=False)
