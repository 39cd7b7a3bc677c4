"""What the engine answers beside the rules of acts: searches, its store, acts it does not know.

The sentences are those of `console.services.engine`, `backends.database` (history, faults), the
frame of the field work and `desk.commands`. Pure look-ups, GUI thread.
"""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
Said = Iterator[tuple[str, str]]


def engine_answers() -> Said:
    """Pattern of the whole English sentence, and the words with its names."""
    yield from _of_commands()
    yield from _of_frame()
    yield from _of_searches()
    yield from _of_store()


def _of_commands() -> Said:
    yield r"A purpose is needed\.", translate("Reasons", "A purpose is needed.")
    yield r"The camera was not named\.", translate("Reasons", "The camera was not named.")
    yield r"A verdict is one of: .+\.", translate("Reasons", "There is no such verdict.")
    yield (
        r"A dispatch knows no step (?P<step>.*)\.",
        translate("Reasons", "A dispatch knows no step {step}."),
    )
    yield (
        r"An alert knows no (?P<act>.*)\.",
        translate(
            "Reasons",
            "The engine does not know this act ({act}): it is older than this console. Tell the "
            "installer.",
        ),
    )


def _of_frame() -> Said:
    yield (
        r"The act does not say what it is about\.",
        translate("Reasons", "The act does not say what it is about."),
    )
    yield (
        r"This engine knows no such work\.",
        translate("Reasons", "The engine does not know this kind of work."),
    )
    yield (
        r"More than (?P<most>\d+) records are open; close some first\.",
        translate("Reasons", "More than {most} records are open; close some first."),
    )
    yield (
        r"Nothing about people is kept of this \(any more\)\.",
        translate("Reasons", "Nothing about people is kept of this (any more)."),
    )
    yield (
        r"Only the record of work that has ended can be erased: close it first\.",
        translate(
            "Reasons", "Only the record of work that has ended can be erased: close it first."
        ),
    )
    yield (
        r"The newest closed records have none of this number\.",
        translate("Reasons", "The newest closed records have none of this number."),
    )
    yield (r"Erasing needs a reason\.", translate("Reasons", "Erasing needs a reason."))
    yield (
        r"The clock knows one act: accept\.",
        translate("Reasons", "The clock can only be accepted as it is."),
    )
    yield (
        r"The clocks agree; there is nothing to accept\.",
        translate("Reasons", "The clocks agree; there is nothing to accept."),
    )


def _of_searches() -> Said:
    yield (
        r"This engine searches no history\.",
        translate("Reasons", "This engine searches no history."),
    )
    yield (
        r"The engine has too much waiting; try again\.",
        translate("Reasons", "The engine has too much waiting; try again."),
    )
    yield (
        r"The search failed\.",
        translate("Reasons", "The search failed; the engine's log says why. Try again."),
    )
    yield (
        r"What came as a picture is none: it is kept and not shown\.",
        translate("Reasons", "What came as a picture is none: it is kept and not shown."),
    )
    yield (
        r"There is no such picture \(any more\)\.",
        translate("Reasons", "There is no such picture (any more)."),
    )


def _of_store() -> Said:
    """Causes of `backends.database.faults`; where and what to do there is the installer's."""
    for cause, words in (
        (
            "The database cannot be read: the key is wrong or the file is not a Sunra database",
            translate("Reasons", "The engine's database cannot be read: tell the installer."),
        ),
        (
            "The database cannot be opened",
            translate("Reasons", "The engine's database cannot be opened: tell the installer."),
        ),
        (
            "The database is read-only for this user",
            translate("Reasons", "The engine may not write its database: tell the installer."),
        ),
        (
            "The disk is full, nothing was stored",
            translate("Reasons", "The engine's disk is full, nothing was stored: make room."),
        ),
        (
            "Another program keeps the database locked",
            translate("Reasons", "Another program keeps the engine's database locked; try again."),
        ),
        (
            "The database is damaged",
            translate("Reasons", "The engine's database is damaged: tell the installer at once."),
        ),
        (
            "The disk refused to read or write",
            translate("Reasons", "The engine's disk refuses to read or write: tell the installer."),
        ),
        (
            "There is no database here",
            translate("Reasons", "The engine has no database yet."),
        ),
    ):
        yield rf"{cause}\b.*", words
