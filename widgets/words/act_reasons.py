"""Why the engine refused a dispatch, a shelf, a rule or another act, in the operator's language.

What `domain.alerts.acts`, `dispatch` and `quieting` and the desk's `desk.acts`, `desk.quiets` and
`desk.incidents` may say. Pure look-ups, GUI thread.
"""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def act_answers() -> Iterator[tuple[str, str]]:
    """Pattern of the whole English sentence, and the words with its names."""
    yield from _of_work()
    yield from _of_sending()
    yield from _of_quiets()


def _of_work() -> Iterator[tuple[str, str]]:
    yield (
        r"Reassigning needs the name of an operator\.",
        translate("Reasons", "Reassigning needs the name of an operator."),
    )
    yield (
        r"Reassigning what you do not hold needs words\.",
        translate("Reasons", "Reassigning what you do not hold needs words."),
    )
    yield (
        r"The checklist of this alert has the steps 1 to (?P<most>\d+)\.",
        translate("Reasons", "The checklist of this alert has the steps 1 to {most}."),
    )
    yield (
        r"Skipping a step at priority 1 needs a reason\.",
        translate("Reasons", "Skipping a step at priority 1 needs a reason."),
    )
    yield (
        r"Alert (?P<number>\d+) stands alone already\.",
        translate("Reasons", "Alert {number} stands alone already."),
    )
    yield (
        r"Alerts (?P<one>\d+) and (?P<other>\d+) are one incident already\.",
        translate("Reasons", "Alerts {one} and {other} are one incident already."),
    )
    yield (
        r"A drill never joins the real thing\.",
        translate("Reasons", "A drill never joins the real thing."),
    )


def _of_sending() -> Iterator[tuple[str, str]]:
    yield r"The team was not named\.", translate("Reasons", "The team was not named.")
    yield (
        r"(?P<unit>.+) is already sent to alert (?P<number>\d+)\.",
        translate("Reasons", "{unit} is already sent to alert {number}."),
    )
    yield (
        r"A drill is not referred to an agency\.",
        translate("Reasons", "A drill is not referred to an agency."),
    )
    yield (
        r"112 needs one of its codes: (?P<codes>.+)\.",
        translate("Reasons", "112 needs one of its codes: {codes}."),
    )
    yield (
        r"It is too late to undo this: withdraw it instead\.",
        translate("Reasons", "It is too late to undo this: withdraw it instead."),
    )
    yield (
        r"(?P<unit>.+) was sent by (?P<by>.+)\.",
        translate("Reasons", "{unit} was sent by {by}."),
    )
    for step, words in _steps():
        yield rf"(?P<unit>.+) is {step} already\.", words
    yield (
        r"Alert (?P<number>\d+) has no such dispatch\.",
        translate("Reasons", "Alert {number} has no such dispatch."),
    )
    yield (
        r"There is no agency (?P<agency>.+)\.",
        translate("Reasons", "There is no agency {agency}."),
    )
    yield r"(?P<agency>.+) has no codes\.", translate("Reasons", "{agency} has no codes.")


def _steps() -> tuple[tuple[str, str], ...]:
    return (
        ("sent", translate("Reasons", "{unit} is sent already.")),
        ("accepted", translate("Reasons", "{unit} accepted already.")),
        ("on scene", translate("Reasons", "{unit} is on scene already.")),
        ("ended", translate("Reasons", "{unit} is done already.")),
        ("withdrawn", translate("Reasons", "{unit} was taken back already.")),
    )


def _of_quiets() -> Iterator[tuple[str, str]]:
    yield (
        r"Life-safety alerts are never shelved, suppressed or taken out of service\.",
        translate(
            "Reasons", "Life-safety alerts are never shelved, suppressed or taken out of service."
        ),
    )
    yield r"Shelving needs an end\.", translate("Reasons", "Shelving needs an end.")
    yield r"A reason is needed\.", translate("Reasons", "A reason is needed.")
    yield r"The end lies in the past\.", translate("Reasons", "The end lies in the past.")
    yield (
        r"That is too long: at most (?P<hours>\d+) hours\.",
        translate("Reasons", "That is too long: at most {hours} hours."),
    )
    yield (
        r"Alert (?P<number>\d+) is not shelved\.",
        translate("Reasons", "Alert {number} is not shelved."),
    )
    yield (
        r"A rule is approved by another person than its author\.",
        translate("Reasons", "A rule is approved by another person than its author."),
    )
    yield (
        r"A device out of service needs an owner\.",
        translate("Reasons", "A device out of service needs an owner."),
    )
    yield (
        r"(?P<device>.+) is not out of service\.",
        translate("Reasons", "{device} is not out of service."),
    )
