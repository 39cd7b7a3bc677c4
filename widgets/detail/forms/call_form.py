"""Calling back: one number says what came of it, with how long it rang. GUI thread.

The console dials nothing: the operator does, and the clock of the form runs meanwhile.
"""

from PySide6.QtCore import Slot
from typing_extensions import override

from widgets.detail.forms.choice_list import Choice
from widgets.detail.forms.form import Form
from widgets.detail.wish import Wish
from widgets.overrides import sealed
from widgets.words.words import age_text


@sealed
class CallForm(Form):
    """1 help is needed, 2 it was a slip, 3 nobody answered; Esc leaves nothing on record."""

    def __init__(self) -> None:
        super().__init__()
        self.words.hide()
        self._since = self.around.now

    @override
    def started(self) -> None:
        self._since = self.around.now

    @override
    def show_rows(self) -> None:
        self.choices.set_choices(
            [
                Choice("help", self.tr("Answered: help is needed"), self.tr("verified")),
                Choice("slip", self.tr("Answered: pressed by mistake"), self.tr("false")),
                Choice("none", self.tr("No answer"), self.tr("a note; stays unverified")),
            ]
        )
        self._tell()

    @override
    @Slot(int)
    def number(self, row: int) -> None:
        self.enter(row)

    @override
    @Slot(int)
    def enter(self, row: int) -> None:
        if not 0 <= row < self.choices.count():
            return
        rang = age_text(self._since, self.around.now)
        if row == 0:
            self.ask(Wish("verify", f"call-back {rang}", choice="verified"))
        elif row == 1:
            self.ask(Wish("verify", f"call-back {rang}", choice="false"))
        else:
            text = self.tr("Call-back for {rang}: no answer").format(rang=rang)
            self.ask(Wish("note", text))

    def _tell(self) -> None:
        alert = self.alert
        if alert is None:
            return
        whom = alert.unit or alert.subject or alert.source
        rang = age_text(self._since, self.around.now)
        self.title.setText(
            self.tr("Call back {whom} now · {rang} so far").format(whom=whom, rang=rang)
        )

    @override
    def retranslate(self) -> None:
        self.show_rows()
        self.hint_at(self.tr("1 to 3 say what came of it, Esc leaves nothing on record."))
