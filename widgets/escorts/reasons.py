"""Why an act on an escort, a team or a check-in was refused, in the operator's language."""

from collections.abc import Iterator

from widgets.field.said import told_again
from widgets.words.words import translate

_ANY = r"(?P<it>.+)"


def escort_reason(reason: str) -> str:
    """The engine's sentence in the language of the moment; as it came when it is not known."""
    return told_again(reason, _answers())


def _answers() -> Iterator[tuple[str, str]]:
    yield from _of_bookings()
    yield from _of_walks()
    yield from _of_teams()
    yield from _of_check_ins()


def _of_bookings() -> Iterator[tuple[str, str]]:
    yield (
        r"Less than 30 minutes ahead: say that it is urgent to take it all the same\.",
        translate("EscortReasons", "less than 30 minutes ahead; say that it is urgent"),
    )
    yield r"The meeting time is over\.", translate("EscortReasons", "the meeting time is over")
    yield (
        r"Between 1 and (?P<most>\d+) people can be walked\.",
        translate("EscortReasons", "1 to {most} people can be walked"),
    )
    yield (
        r"Between 0 and (?P<most>\d+) people can arrive\.",
        translate("EscortReasons", "0 to {most} people can arrive"),
    )
    yield (
        r"A walking school bus needs its way, and stops in the order of their times\.",
        translate("EscortReasons", "a school bus needs its way and stops in order"),
    )
    yield (
        rf"There is no escort {_ANY}\.",
        translate("EscortReasons", "there is no escort {it}"),
    )


def _of_walks() -> Iterator[tuple[str, str]]:
    yield (
        r"An escort that is (?P<step>.+) cannot be (?P<it>.+)\.",
        translate("EscortReasons", "this cannot be done to it now"),
    )
    yield (
        r"They are on their way: say why another team takes over\.",
        translate("EscortReasons", "they are on their way; say why another team takes over"),
    )
    yield from _of_arrivals()
    yield (
        r"It is offered already; withdraw that first\.",
        translate("EscortReasons", "it is offered already; take that back first"),
    )
    yield (
        r"Say who accepted it there\.",
        translate("EscortReasons", "say who accepted it there"),
    )
    yield r"A note needs words\.", translate("EscortReasons", "a note needs words")
    yield r"A purpose is needed\.", translate("EscortReasons", "a purpose is needed")
    yield (
        r"Nothing about people is kept of this \(any more\)\.",
        translate("EscortReasons", "nothing about people is kept of this"),
    )


def _of_arrivals() -> Iterator[tuple[str, str]]:
    yield (
        r"They have not arrived: say in words why it is closed\.",
        translate("EscortReasons", "they have not arrived; say why it is closed"),
    )
    yield (
        r"They are on their way or there: close it instead\.",
        translate("EscortReasons", "they are on their way or there; close it instead"),
    )
    yield (
        r"(?P<joined>\d+) joined and (?P<there>\d+) arrived: say in words why\.",
        translate("EscortReasons", "{joined} joined and {there} arrived; say why"),
    )
    yield (
        r"Count the children who (joined|arrived)\.",
        translate("EscortReasons", "count the children"),
    )


def _of_teams() -> Iterator[tuple[str, str]]:
    yield r"No team is free then\.", translate("EscortReasons", "no team is free then")
    yield (
        rf"Team {_ANY} has no time then\.",
        translate("EscortReasons", "team {it} has no time then"),
    )
    yield r"That team has it already\.", translate("EscortReasons", "that team has it already")
    yield (
        rf"Team {_ANY} has an escort; give it to another team first\.",
        translate("EscortReasons", "team {it} has an escort; give it to another team first"),
    )
    yield (
        r"A scout team is two people: nobody walks alone\.",
        translate("EscortReasons", "a team is two people: nobody walks alone"),
    )
    yield (
        r"A team of that name or with that unit is on duty already\.",
        translate("EscortReasons", "a team of that name or with that device is on duty already"),
    )
    yield (
        r"A shift ends after it begins, within 14 hours\.",
        translate("EscortReasons", "a shift ends within 14 hours"),
    )


def _of_check_ins() -> Iterator[tuple[str, str]]:
    yield (
        rf"Unit {_ANY} is missing: say why its check-ins end\.",
        translate("EscortReasons", "unit {it} is missing; say why its check-ins end"),
    )
    yield (
        r"Say in words how the unit was heard\.",
        translate("EscortReasons", "say in words how the unit was heard"),
    )
    yield (
        rf"Unit {_ANY} does not check in( any longer)?\.",
        translate("EscortReasons", "unit {it} does not check in any longer"),
    )
