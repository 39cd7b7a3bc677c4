"""What the engine says of patrols, hazards, stores and lockers, in the operator's language.

The sentences are those of `console.services.field.patrol_words`, `field.hazards`, `field.shelters`
and `field.lockers`; `widgets.words.engine` matches them as a whole. Pure look-ups, GUI thread.
"""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
Said = Iterator[tuple[str, str]]


def sentences_of_places() -> Said:
    """Pattern and words of each sentence."""
    yield from _of_shifts()
    yield from _of_teams()
    yield (
        r"It has not been passed to an office in time; found by (?P<by>.+)\.",
        translate("EngineWords", "Not passed to an office in time; found by {by}."),
    )
    yield (
        r"It has not been mended in time; found by (?P<by>.+)\.",
        translate("EngineWords", "Not mended in time; found by {by}."),
    )
    yield (
        r"No answer from the store for 60 s: .+ send the nearest team\.",
        translate(
            "EngineWords",
            "No answer from the store for 60 s: take it as real. Confirm that 112 has the call and "
            "send the nearest team.",
        ),
    )
    yield (
        r"Box (?P<box>.+): the 48 free hours are over; KRW 1,000 for each day begun since\.",
        translate(
            "EngineWords",
            "Box {box}: the 48 free hours are over. KRW 1,000 for each day begun since.",
        ),
    )


def _of_shifts() -> Said:
    yield (
        r"The shift began 10 min ago and the team has not started\.",
        translate("EngineWords", "The shift began 10 min ago and the team has not started."),
    )
    yield (
        r"The shift is over and the team never started\.",
        translate("EngineWords", "The shift is over and the team never started."),
    )
    yield (
        r"(?P<name>.+) was not passed by its time\.",
        translate("EngineWords", "{name} was not passed by its time."),
    )
    yield (
        r"The shift ended 30 min ago and the team is not back\.",
        translate("EngineWords", "The shift ended 30 min ago and the team is not back."),
    )
    yield (
        r"The shift ended 2 h ago; it was ended without word of the team\.",
        translate("EngineWords", "Two hours over time: ended without word of the team."),
    )


def _of_teams() -> Said:
    yield (
        r"Neither member of the team was heard for 3 min\.",
        translate("EngineWords", "Neither member of the team was heard for 3 min."),
    )
    yield (
        r"The two are about (?P<metres>\d+) m apart for a minute\.",
        translate("EngineWords", "The two are about {metres} m apart for a minute."),
    )
    yield (
        r"(?P<unit>.+) was not heard for a minute, the other one was\.",
        translate("EngineWords", "{unit} was not heard for a minute; the other one was."),
    )
