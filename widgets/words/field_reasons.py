"""Refusals of the field work that any board may be told. Look-ups; GUI thread.

What the rooms of `console.domain.field` and `console.services.field` say when a form is wrong in a
way that the boards themselves mostly prevent: another seat, or an older one, may send it. What a
board says in words of its own comes first (`widgets.field.said`).
"""

from collections.abc import Iterator
from itertools import chain

from widgets.words.words import translate

Said = Iterator[tuple[str, str]]


def field_answers() -> Said:
    """Pattern of the engine's sentence, and the words for it."""
    return chain(
        _of_acts(),
        _of_escorts(),
        _of_ways(),
        _of_times(),
        _of_teams(),
        _of_check_ins(),
        _of_guards(),
        _of_patrols(),
        _of_places(),
    )


def _of_acts() -> Said:
    yield (
        r"(A|An|The) (?P<what>[a-z -]+) knows no (such act|.+)\.",
        translate(
            "FieldReasons", "The engine does not know this act: it is older than this console."
        ),
    )
    yield (
        r"This is written by what happens, not by hand\.",
        translate("FieldReasons", "This is written by what happens, not by hand."),
    )
    yield (
        r"Unknown personal entries: (?P<it>.+)\.",
        translate("FieldReasons", "Unknown personal entries: {it}."),
    )


def _of_escorts() -> Said:
    yield (
        r"This is no stop of a group that is on its way\.",
        translate("FieldReasons", "This is no stop of a group that is on its way."),
    )
    yield (
        r"The neighbouring district was not named\.",
        translate("FieldReasons", "The neighbouring district was not named."),
    )
    yield (
        r"It is not offered to anybody\.",
        translate("FieldReasons", "It is not offered to anybody."),
    )
    yield (
        r"The (area|meeting place) is needed, in at most (?P<most>.+) characters\.",
        translate(
            "FieldReasons", "Area and meeting place are needed, in at most {most} characters each."
        ),
    )
    yield (
        r"An escort is asked for at most 7 days ahead\.",
        translate("FieldReasons", "An escort is asked for at most 7 days ahead."),
    )
    yield (
        r"Nobody is walked farther than 20 km: look at the points\.",
        translate("FieldReasons", "Nobody is walked farther than 20 km: look at the points."),
    )
    yield (
        r"A stop expects between 0 and (?P<most>\d+) children\.",
        translate("FieldReasons", "A stop expects between 0 and {most} children."),
    )


def _of_ways() -> Said:
    yield (
        r"A way has at most (?P<points>\d+) points and (?P<stops>\d+) stops\.",
        translate("FieldReasons", "A way has at most {points} points and {stops} stops."),
    )
    yield (
        r"A way needs two points at least\.",
        translate("FieldReasons", "A way needs two points at least."),
    )
    yield (
        r"A place is not on the globe: latitude first, then longitude\.",
        translate("FieldReasons", "A place is not on the globe: latitude first, then longitude."),
    )
    yield (
        r"(That place|A point of the route) lies nowhere on the earth; .+\.",
        translate(
            "FieldReasons", "That place lies nowhere on the earth; check latitude and longitude."
        ),
    )
    yield (
        r"A route has at most (?P<checkpoints>\d+) checkpoints and (?P<points>\d+) points\.",
        translate(
            "FieldReasons", "A route has at most {checkpoints} checkpoints and {points} points."
        ),
    )


def _of_times() -> Said:
    yield (
        r"(A time .*has no offset( from UTC)?|The times of a shift need their offset .+)\.",
        translate("FieldReasons", "A time without its offset from UTC was filled in."),
    )
    yield (
        r"A checkpoint falls due within the shift, at a time with its offset from UTC\.",
        translate("FieldReasons", "A checkpoint falls due within the shift."),
    )
    yield (
        r"Leave ends after it begins, within (?P<days>\d+) days\.",
        translate("FieldReasons", "Leave ends after it begins, within {days} days."),
    )
    yield (
        r"At most (?P<most>\d+) spans of opening hours are kept\.",
        translate("FieldReasons", "At most {most} spans of opening hours are kept."),
    )
    yield (
        r"A weekday is 0 \(Monday\) to 6, or 7 for holidays\.",
        translate("FieldReasons", "A weekday is 0 (Monday) to 6, or 7 for holidays."),
    )
    yield (
        r"Hours begin between 0:00 and 23:59 and last at most a day\.",
        translate("FieldReasons", "Hours begin between 0:00 and 23:59 and last at most a day."),
    )


def _of_teams() -> Said:
    yield (
        r"There is no team (?P<it>.+?)( on duty)?\.",
        translate("FieldReasons", "There is no team {it} on duty."),
    )
    yield (
        r"Team (?P<it>.+) is off duty already\.",
        translate("FieldReasons", "Team {it} is off duty already."),
    )
    yield (
        r"A team needs a name and a unit that tells where it is\.",
        translate("FieldReasons", "A team needs a name and a device that tells where it is."),
    )
    yield (
        r"A name has at most (?P<most>\d+) characters\.",
        translate("FieldReasons", "A name has at most {most} characters."),
    )
    yield (
        r"A team has 1 to (?P<most>\d+) areas\.",
        translate("FieldReasons", "A team has 1 to {most} areas."),
    )
    yield (
        r"A field is longer than (?P<most>\d+) characters\.",
        translate("FieldReasons", "A field is longer than {most} characters."),
    )


def _of_check_ins() -> Said:
    yield (
        r"A unit checks in every 1 minute to 12 hours\.",
        translate("FieldReasons", "A unit checks in every 1 minute to 12 hours."),
    )
    yield (
        r"Unit (?P<it>.+) checks in already\.",
        translate("FieldReasons", "Unit {it} checks in already."),
    )
    yield (
        r"The unit was not named\.",
        translate("FieldReasons", "The unit was not named."),
    )
    yield (
        r"The grace is 30 seconds at least and no longer than the cadence\.",
        translate(
            "FieldReasons", "The grace is 30 seconds at least and no longer than the cadence."
        ),
    )
    yield (
        r"Say how it was heard: radio, telephone, app or seen\.",
        translate("FieldReasons", "Say how it was heard: radio, telephone, app or seen."),
    )


def _of_guards() -> Said:
    yield (
        r"A roster names guards and 1 to (?P<days>\d+) days\.",
        translate("FieldReasons", "A roster names guards and 1 to {days} days."),
    )
    yield (
        r"(?P<it>.+) is no guard of the roll\.",
        translate("FieldReasons", "{it} is no guard of the roll."),
    )
    yield (
        r"A call sign is 1 to (?P<most>\d+) characters\.",
        translate("FieldReasons", "A call sign is 1 to {most} characters."),
    )
    yield (
        r"There is no such guard\.",
        translate("FieldReasons", "There is no such guard."),
    )
    yield (
        r"There is no such guard detail\.",
        translate("FieldReasons", "There is no such guard detail."),
    )
    yield (
        r"A case has at most (?P<most>\d+) posts\.",
        translate("FieldReasons", "A case has at most {most} posts."),
    )


def _of_patrols() -> Said:
    yield (
        r"Say what the team met\.",
        translate("FieldReasons", "Say what the team met."),
    )
    yield (
        r"Each checkpoint needs a code of its own\.",
        translate("FieldReasons", "Each checkpoint needs a code of its own."),
    )
    yield (
        r"This patrol has no checkpoint (?P<it>.+)\.",
        translate("FieldReasons", "This patrol has no checkpoint {it}."),
    )
    yield (
        r"This patrol is (?P<it>.+)\.",
        translate("FieldReasons", "This patrol is over or not out."),
    )
    yield (
        r"Cancelling a patrol needs a reason\.",
        translate("FieldReasons", "Cancelling a patrol needs a reason."),
    )
    yield (
        r"The number of (?P<what>members|people) is 0 to (?P<most>[\d,]+)\.",
        translate("FieldReasons", "The number is 0 to {most}."),
    )
    yield (
        r"The code of an organisation does not change\.",
        translate("FieldReasons", "The code of an organisation does not change."),
    )


def _of_places() -> Said:
    yield (
        r"This hazard was (?P<how>.+) by (?P<by>.+)\.",
        translate("FieldReasons", "This hazard was closed by {by}."),
    )
    yield (
        r"Choose one of the offices\.",
        translate("FieldReasons", "Choose one of the offices."),
    )
    yield (
        r"Say who mended it, or who saw that it is mended\.",
        translate("FieldReasons", "Say who mended it, or who saw that it is mended."),
    )
    yield (
        r"Dismissing a hazard needs a reason\.",
        translate("FieldReasons", "Dismissing a hazard needs a reason."),
    )
    yield (
        r"A box is named by at most 32 characters\.",
        translate("FieldReasons", "A box is named by at most 32 characters."),
    )
    yield (
        r"It is named by the id of its device: 1 to 64 characters, no colon\.",
        translate(
            "FieldReasons", "It is named by the id of its device: 1 to 64 characters, no colon."
        ),
    )
