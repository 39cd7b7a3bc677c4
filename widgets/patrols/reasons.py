"""Why the engine refused an act on a patrol, a hazard or the roster, in the operator's language.

What `console.domain.field.patrol`, `hazard` and `roster` and the services' `field.patrols` and
`field.hazards` may say; what is not known goes on to the words of the whole console. Pure.
"""

from collections.abc import Iterator
from itertools import chain

from widgets.field.said import told_again
from widgets.words.words import translate

Said = Iterator[tuple[str, str]]


def patrol_reason(reason: str) -> str:
    """The sentence again, told through Qt's translator."""
    said = (_of_plans(), _of_walks(), _of_check_ins(), _of_hazards(), _of_roster())
    return told_again(reason, chain(*said))


def _of_plans() -> Said:
    yield (
        r"A patrol needs a team, an area and the devices of two members\.",
        translate("Patrols", "A patrol needs a team, an area and the devices of two members."),
    )
    yield (
        r"A team is two people with a device each\.",
        translate("Patrols", "A team is two people with a device each."),
    )
    yield (
        r"A shift ends after it begins, within 12 hours\.",
        translate("Patrols", "A shift ends after it begins, within 12 hours."),
    )
    yield r"This shift is over already\.", translate("Patrols", "This shift is over already.")
    yield (
        r"A shift is planned at most 31 days ahead\.",
        translate("Patrols", "A shift is planned at most 31 days ahead."),
    )
    yield (
        r"(?P<who>.+) walks in patrol (?P<number>\d+) of (?P<team>.+) at that time\.",
        translate("Patrols", "{who} walks in patrol {number} of {team} at that time."),
    )


def _of_walks() -> Said:
    yield (
        r"This shift begins in more than an hour; plan another one for now\.",
        translate("Patrols", "This shift begins in more than an hour; plan another one for now."),
    )
    yield (
        r"(?P<count>\d+) checkpoints were not passed: say why\.",
        translate("Patrols", "{count} checkpoints were not passed: say why."),
    )
    yield (
        r"This patrol has not begun(; cancel it instead)?\.",
        translate("Patrols", "This patrol has not begun."),
    )
    yield (
        r"The team is out; end the shift instead\.",
        translate("Patrols", "The team is out; end the shift instead."),
    )
    yield (
        r"(A shift is extended by at most two hours|Only a patrol that is out can be extended)\.",
        translate("Patrols", "A patrol that is out is extended by at most two hours."),
    )
    yield (
        r"This patrol is (over|ended|cancelled|not held|not out)\.",
        translate("Patrols", "This patrol is over or not out."),
    )
    yield r"There is no such patrol\.", translate("Patrols", "There is no such patrol.")


def _of_check_ins() -> Said:
    yield (
        r"Unit (?P<unit>.+) is missing: say why its check-ins end\.",
        translate("Patrols", "{unit} is missing: say why its check-ins end."),
    )
    yield (
        r"A unit checks in every 1 minute to 12 hours\.",
        translate("Patrols", "A team checks in every 1 minute to 12 hours."),
    )


def _of_hazards() -> Said:
    yield (
        r"This hazard was (fixed|dismissed) by (?P<by>.+)\.",
        translate("Patrols", "This hazard was closed by {by}."),
    )
    yield (
        r"No office was told of this hazard yet; refer it first\.",
        translate("Patrols", "No office was told of this hazard yet; refer it first."),
    )
    yield (
        r"A promised day lies ahead, within a year\.",
        translate("Patrols", "A promised day lies ahead, within a year."),
    )
    yield (
        r"A hazard needs a place on the map or words that say where it is\.",
        translate("Patrols", "A hazard needs a place on the map or words that say where it is."),
    )
    yield r"There is no such hazard\.", translate("Patrols", "There is no such hazard.")


def _of_roster() -> Said:
    yield (
        r"There is no such organisation in the roster\.",
        translate("Patrols", "There is no such organisation in the roster."),
    )
    yield (
        r"The number of people is 0 to 200\.",
        translate("Patrols", "The number of people is 0 to 200."),
    )
    yield (
        r"The number of members is 0 to 20,000\.",
        translate("Patrols", "The number of members is 0 to 20,000."),
    )
    yield (
        r"An organisation needs a code of at most 20 characters\.",
        translate("Patrols", "An organisation needs a code of at most 20 characters."),
    )
    yield (
        r"An organisation needs a name\.",
        translate("Patrols", "An organisation needs a name."),
    )
