"""The line above the acts of a board: what became of the last one. GUI thread; decides nothing."""

import re
from collections.abc import Callable, Iterable
from itertools import chain

from PySide6.QtWidgets import QLabel, QWidget

from console.ports.seat_link import ActionNews
from widgets.words.field_reasons import field_answers
from widgets.words.reasons import reason_text
from widgets.words.words import translate

Reason = Callable[[str], str]
_KINDS = frozenset({"field", "field_reveal"})
_TONES = {"local_only": "warning", "refused": "fault"}


def standing_words(*, current: bool, unreadable: int) -> str:
    """What is wrong with all that a board shows; empty when nothing is."""
    said = []
    if not current:
        said.append(translate("FieldSaid", "Not current: the engine is not heard"))
    if unreadable:
        text = translate("FieldSaid", "{count} not shown: the engine is newer than this console")
        said.append(text.format(count=unreadable))
    return "\n".join(said)


def told_again(reason: str, answers: Iterable[tuple[str, str]]) -> str:
    """A refusal in the language of the moment; as it came when nobody knows it.

    The board's own sentences (pattern, words) come first, then those of every board, then those
    of the whole room.
    """
    for pattern, words in chain(answers, field_answers()):
        found = re.fullmatch(pattern, reason)
        if found:
            return words.format(**found.groupdict())
    return reason_text(reason)


def not_now(act: str) -> str:
    """What is said of a key whose act makes no sense as things stand."""
    return translate("FieldSaid", "Not possible now: {act}").format(act=act)


def restyle(widget: QWidget, tone: str) -> None:
    """Give a widget another tone of the style sheet."""
    if (widget.property("tone") or "") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Said(QLabel):
    """One line, hidden while there is nothing to say."""

    def __init__(self, reason: Reason) -> None:
        super().__init__()
        self._reason = reason
        self.setWordWrap(True)
        self.setProperty("role", "row")
        self.hide()

    def say(self, text: str, tone: str = "") -> None:
        """Say something; empty takes the line away."""
        self.setText(text)
        self.setVisible(bool(text))
        restyle(self, tone)

    def take(self, news: ActionNews) -> None:
        """What became of an act of the field; others are none of this board's."""
        if news.kind in _KINDS:
            self.say(self._words(news), _TONES.get(news.state, "quiet"))

    def _words(self, news: ActionNews) -> str:
        refused = translate("FieldSaid", "Refused: {reason}")
        return {
            "local_only": translate("FieldSaid", "Kept on this seat, not yet at the engine"),
            "sent": translate("FieldSaid", "Sent, waiting for the engine"),
            "accepted": translate("FieldSaid", "Done"),
            "refused": refused.format(reason=self._reason(news.reason)),
        }.get(news.state, "")
