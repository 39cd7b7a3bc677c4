"""Why the engine refused an act on a guard detail, in the operator's language.

What `domain.field.guard_acts`, `post` and `reveal` and the services' `field_guard*` may say; what
is not known goes on to the words of the whole console. Pure look-ups, GUI thread.
"""

from collections.abc import Iterator

from widgets.field.said import told_again
from widgets.words.words import translate

_SPAN = r"(?P<span>[-–: \d]+)"


def guard_reason(reason: str) -> str:
    """The sentence again, told through Qt's translator."""
    return told_again(reason, _answers())


def _answers() -> Iterator[tuple[str, str]]:
    yield from _of_rosters()
    yield from _of_guards()
    yield from _of_posts()
    yield from _of_sessions()
    yield from _of_days()
    yield from _of_people()
    yield from _of_looks()


def _of_rosters() -> Iterator[tuple[str, str]]:
    who = r"(?P<who>.+)"
    yield (
        rf"{who} already has a post {_SPAN}\.",
        translate("GuardDetails", "{who} already has a post {span}."),
    )
    yield (
        rf"{who} is on leave {_SPAN}\.",
        translate("GuardDetails", "{who} is on leave {span}."),
    )
    yield (
        rf"The post of {who} (is|was) {_SPAN}\.",
        translate("GuardDetails", "The post of {who} is {span}."),
    )
    yield (
        rf"The post of {who} has begun; exchange it instead\.",
        translate("GuardDetails", "The post of {who} has begun; exchange it instead."),
    )
    yield (
        rf"{who} is on post since {_SPAN}\.",
        translate("GuardDetails", "{who} is on post since {span}."),
    )
    yield (
        rf"{who} was on post until {_SPAN}\.",
        translate("GuardDetails", "{who} was on post until {span}."),
    )


def _of_guards() -> Iterator[tuple[str, str]]:
    who = r"(?P<who>.+)"
    yield rf"{who} is not on post\.", translate("GuardDetails", "{who} is not on post.")
    yield (
        rf"{who} has no post here now\.",
        translate("GuardDetails", "{who} has no post here now."),
    )
    yield rf"{who} is not on leave\.", translate("GuardDetails", "{who} is not on leave.")
    yield rf"{who} still has posts\.", translate("GuardDetails", "{who} still has posts.")
    yield (
        rf"{who} is on the roll already\.",
        translate("GuardDetails", "{who} is on the roll already."),
    )
    yield (
        rf"{who} is not on the roll of guards\.",
        translate("GuardDetails", "{who} is not on the roll of guards. G puts guards on it."),
    )


def _of_posts() -> Iterator[tuple[str, str]]:
    yield r"There is no such post\.", translate("GuardDetails", "There is no such post.")
    yield (
        r"Another guard has to be named\.",
        translate("GuardDetails", "Another guard has to be named."),
    )
    yield r"The guard was not named\.", translate("GuardDetails", "The guard was not named.")
    yield (
        r"The post would be over already\.",
        translate("GuardDetails", "The post would be over already."),
    )
    yield (
        r"A post ends after it begins\.",
        translate("GuardDetails", "A post ends after it begins."),
    )
    yield (
        r"A post is at most (?P<most>\d+) hours\.",
        translate("GuardDetails", "A post is at most {most} hours."),
    )


def _of_sessions() -> Iterator[tuple[str, str]]:
    yield (
        r"A session is 1 to (?P<most>\d+) days\.",
        translate("GuardDetails", "A session is 1 to {most} days."),
    )
    yield (
        r"An extension is 1 to (?P<most>\d+) days\.",
        translate("GuardDetails", "An extension is 1 to {most} days."),
    )
    yield (
        r"The session was extended once already; a new decision is needed\.",
        translate(
            "GuardDetails", "The session was extended once already; a new decision is needed."
        ),
    )
    yield (
        r"Session (?P<number>\d+) runs until (?P<end>[-: \d]+)\.",
        translate("GuardDetails", "Session {number} runs until {end}."),
    )
    yield (
        r"A session is running: end it first\.",
        translate("GuardDetails", "A session is running: end it first."),
    )
    yield (
        r"No session is running( that could be extended)?\.",
        translate("GuardDetails", "No session is running."),
    )


def _of_days() -> Iterator[tuple[str, str]]:
    yield (
        r"A day is 30 min to 24 h with 1 to (?P<most>\d+) guards\.",
        translate("GuardDetails", "A day is 30 min to 24 h with 1 to {most} guards."),
    )
    yield (
        r"The session would be over already, or begins more than a year ahead\.",
        translate(
            "GuardDetails", "The session would be over already, or begins more than a year ahead."
        ),
    )


def _of_people() -> Iterator[tuple[str, str]]:
    yield (
        r"A code is 3 to (?P<most>\d+) letters, digits and hyphens, no name\.",
        translate("GuardDetails", "A code is 3 to {most} letters, digits and hyphens, no name."),
    )
    yield (
        r"Case (?P<code>.+) is open already\.",
        translate("GuardDetails", "Case {code} is open already."),
    )
    yield (
        r"The survey of an open case is noted when it is closed\.",
        translate("GuardDetails", "The survey of an open case is noted when it is closed."),
    )
    yield (
        r"The answer of this case is on record already\.",
        translate("GuardDetails", "The answer of this case is on record already."),
    )
    yield (
        r"Say what the person answered\.",
        translate("GuardDetails", "Say what the person answered."),
    )
    yield (
        r"Case (?P<code>.+) was closed by (?P<by>.+)\.",
        translate("GuardDetails", "Case {code} was closed by {by}."),
    )


def _of_looks() -> Iterator[tuple[str, str]]:
    yield r"A reason is needed\.", translate("GuardDetails", "A reason is needed.")
    yield r"A purpose is (needed|one of: .+)\.", translate("GuardDetails", "A purpose is needed.")
    yield (
        r"Personal entries are erased after the case is closed\.",
        translate("GuardDetails", "Personal entries are erased after the case is closed."),
    )
    yield (
        r"Nothing about people is kept of this \(any more\)\.",
        translate("GuardDetails", "Nothing about people is kept of this (any more)."),
    )
    yield (
        r"A personal entry is at most (?P<most>\d+) characters\.",
        translate("GuardDetails", "A personal entry is at most {most} characters."),
    )
    yield (
        r"A day that was filled in is more than a year away\.",
        translate("GuardDetails", "A day that was filled in is more than a year away."),
    )
