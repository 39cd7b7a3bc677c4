"""Faults by blame. A refusal is a value, never one of these."""

from typing import Final

MOST_OF_WHAT: Final = 2_000
MOST_OF_A_PLACE: Final = 400
MOST_QUOTED: Final = 120
"""Letters of a foreign word that a sentence for people repeats."""


def shortened(text: str, most: int = MOST_QUOTED) -> str:
    """A foreign text as far as a sentence repeats it; says how long it is where it is cut."""
    return text if len(text) <= most else f"{text[: most - 1]}… ({len(text):,} characters)"


class EnvironmentFault(Exception):
    """Something outside the program is not as it must be: say what, where and what to do.

    Shown to people as one sentence; the command line ends with exit code 2.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        """`what` is wrong, `where` (path, endpoint), and the `remedy` a person can apply."""
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """One sentence: what, where, what to do; foreign words in it steer no terminal."""
        place = f" ({shortened(self.where, MOST_OF_A_PLACE)})" if self.where else ""
        advice = f"; {shortened(self.remedy, MOST_OF_A_PLACE)}" if self.remedy else ""
        whole = f"{_words(self.what)}{place}{advice}."
        return "".join(each if each.isprintable() else " " for each in whole)


def _words(text: str) -> str:
    """A foreign cell of a table may be longer than a screen, in one word or in many."""
    if len(text) > MOST_OF_A_PLACE:
        text = " ".join(shortened(word, MOST_OF_A_PLACE) for word in text.split(" "))
    return shortened(text, MOST_OF_WHAT)


class ProgrammingFault(Exception):
    """The program broke its own rules. Logged with its context; the alert path goes on."""
