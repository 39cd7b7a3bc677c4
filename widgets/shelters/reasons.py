"""Why the engine refused an act on a shelter or a locker, in the operator's language.

What `domain.field.shelter`, `locker` and `opening_hours` and the services' `field.shelters` and
`field.lockers` may say; what is not known goes on to the words of the whole console. Pure.
"""

from collections.abc import Iterator

from widgets.field.said import told_again
from widgets.words.words import translate


def place_reason(reason: str) -> str:
    """The sentence again, told through Qt's translator."""
    return told_again(reason, (*_of_shelters(), *_of_lockers()))


def _of_shelters() -> Iterator[tuple[str, str]]:
    yield (
        r"Nothing goes on in this shop\.",
        translate("Shelters", "Nothing goes on in this store."),
    )
    yield (
        r"Nobody in the store has answered: say on what it rests that it is over\.",
        translate("Shelters", "Nobody has answered: say on what it rests that it is over."),
    )
    yield (
        r"A telephone number has digits, spaces, dashes and \+, at most 20\.",
        translate("Shelters", "A telephone number has digits, spaces, dashes and +, at most 20."),
    )
    yield r"A (store|locker) needs a name\.", translate("Shelters", "A name is needed.")
    yield r"At most \d+ holidays are kept\.", translate("Shelters", "Too many holidays.")
    yield r"There is no such shelter\.", translate("Shelters", "There is no such shelter.")


def _of_lockers() -> Iterator[tuple[str, str]]:
    yield (
        r"A parcel lies in this box; collect it first\.",
        translate("Shelters", "A parcel lies in this box; collect it first."),
    )
    yield (
        r"Nothing lies in this box, as far as is known\.",
        translate("Shelters", "Nothing lies in this box, as far as is known."),
    )
    yield (
        r"This box is not out of order\.",
        translate("Shelters", "This box is not out of order."),
    )
    yield (
        r"Something newer is known of this box\.",
        translate("Shelters", "Something newer is known of this box."),
    )
    yield (
        r"A locker has at most \d+ boxes\.",
        translate("Shelters", "A locker has at most 400 boxes."),
    )
    yield r"There is no such locker\.", translate("Shelters", "There is no such locker.")
