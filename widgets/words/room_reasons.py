"""Why the engine refused an act on rules, roles or quiets, in the operator's language.

What `console.domain.roles` and the desk's `desk.quiets` and `desk.rules` may say. Pure look-ups, on
the GUI thread.
"""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def room_answers() -> Iterator[tuple[str, str]]:
    """Pattern of the whole English sentence, and the words with its names."""
    yield from _of_roles()
    yield from _of_rules()
    yield from _of_versions()


def _of_roles() -> Iterator[tuple[str, str]]:
    yield (
        r"This needs a supervisor: (?P<who>.+) at (?P<seat>.+) is an operator\.",
        translate("Reasons", "This needs a supervisor: {who} at seat {seat} is an operator."),
    )
    yield (
        r"This needs a supervisor, and none is registered: register one with `(?P<command>.+)`\.",
        translate(
            "Reasons",
            "This needs a supervisor, and none is registered. The installer registers one with "
            "`{command}`.",
        ),
    )
    yield (
        r"(?P<who>.+) is not registered at (?P<seat>.+)\.",
        translate("Reasons", "{who} is not registered at seat {seat}."),
    )


def _of_rules() -> Iterator[tuple[str, str]]:
    yield r"There is no such rule\.", translate("Reasons", "There is no such rule.")
    yield (
        r"There is no alert type (?P<kind>.+)\.",
        translate("Reasons", "There is no alert type {kind}."),
    )
    yield (
        r"The rule was approved by (?P<who>.+)\.",
        translate("Reasons", "The rule was approved by {who}."),
    )
    yield r"A rule needs an end\.", translate("Reasons", "A rule needs an end.")
    yield (
        r"A rule needs an author and an approver\.",
        translate("Reasons", "A rule needs an author and an approver."),
    )
    yield (
        r"A device out of service needs a day of review\.",
        translate("Reasons", "A device out of service needs a day of review."),
    )
    yield r"The device was not named\.", translate("Reasons", "The device was not named.")


def _of_versions() -> Iterator[tuple[str, str]]:
    yield (
        r"The rules were changed meanwhile \(version (?P<number>\d+)\): look at them first\.",
        translate(
            "Reasons",
            "The rules were changed meanwhile (version {number}). Look at them; saving again lays "
            "this change over them.",
        ),
    )
    yield (
        r"Version (?P<number>.*) of the rules is not kept\.",
        translate("Reasons", "Version {number} of the rules is not kept."),
    )
    yield (
        r"The rules of this engine cannot be changed\.",
        translate("Reasons", "The rules of this engine cannot be changed."),
    )
