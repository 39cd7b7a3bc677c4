"""How far those are who were sent or told: accepted, on scene, done, taken back. GUI thread."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton
from typing_extensions import override

from console.domain.alerts.handling import Dispatch, Step
from widgets.detail.dispatches import dispatch_name, dispatch_state, step_word, unverified_word
from widgets.detail.forms.choice_list import Choice
from widgets.detail.forms.form import Form
from widgets.detail.wish import Wish
from widgets.overrides import sealed
from widgets.theme import SIZES

STEPS = (Step.ACCEPTED, Step.ON_SCENE, Step.ENDED, Step.WITHDRAWN)
_NEXT = {Step.SENT: Step.ACCEPTED, Step.ACCEPTED: Step.ON_SCENE, Step.ON_SCENE: Step.ENDED}


@sealed
class SentForm(Form):
    """Arrows choose whom; 1 to 4 say what happened, Enter the next step.

    Anybody may say how far they are; taking them back is left to the alert's holder.
    """

    def __init__(self, operator: str) -> None:
        super().__init__()
        self._operator = operator
        self.words.hide()
        self.steps: list[QPushButton] = []
        row = QHBoxLayout()
        row.setSpacing(SIZES.gap)
        for number, _step in enumerate(STEPS):
            button = QPushButton()
            button.clicked.connect(partial(self._pressed, number))
            self.steps.append(button)
            row.addWidget(button, 1)
        self.column.insertLayout(2, row)

    @override
    def show_rows(self) -> None:
        if self.alert is None:
            return
        found = sorted(self.alert.handling.dispatches, key=_open_first)
        now = self.around.now
        self.choices.set_choices([_row(each, now) for each in found])
        chosen = self.chosen
        for step, button in zip(STEPS, self.steps, strict=True):
            button.setEnabled(chosen is not None and self._may(chosen, step))

    @property
    def chosen(self) -> Dispatch | None:
        """The dispatch of the chosen row."""
        found = self.alert.handling.dispatches if self.alert else ()
        return next((each for each in found if each.id == self.choices.key), None)

    @override
    @Slot(int)
    def moved(self, row: int) -> None:
        self.show_rows()

    @override
    @Slot(int)
    def enter(self, row: int) -> None:
        chosen = self.chosen
        if chosen is not None and chosen.step in _NEXT:
            self._advance(chosen, _NEXT[chosen.step])

    @override
    @Slot(int)
    def number(self, row: int) -> None:
        chosen = self.chosen
        if chosen is not None and row < len(STEPS) and self._may(chosen, STEPS[row]):
            self._advance(chosen, STEPS[row])

    def _may(self, chosen: Dispatch, step: Step) -> bool:
        holder = self.alert.claimed_by if self.alert else None
        if step is Step.WITHDRAWN and holder not in (None, self._operator):
            return False
        return _can(chosen, step)

    def _pressed(self, number: int, _checked: bool = False) -> None:
        self.number(number)
        self.take_keys()

    def _advance(self, chosen: Dispatch, step: Step) -> None:
        self.ask(Wish("advance", subject=chosen.id, choice=step.value), ends=False)

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Who was sent or told"))
        for number, (step, button) in enumerate(zip(STEPS, self.steps, strict=True), start=1):
            button.setText(f"{number}  {step_word(step)}")
        self.hint_at(self.tr("↑ ↓ whom; 1 to 4 or Enter for the next step; Esc puts it away."))


def _row(dispatch: Dispatch, now: datetime) -> Choice:
    name = dispatch_name(dispatch)
    if dispatch.verdict != "verified":
        name = f"{name} · {unverified_word()}"
    return Choice(dispatch.id, name, *dispatch_state(dispatch, now))


def _can(dispatch: Dispatch, step: Step) -> bool:
    order = (Step.SENT, Step.ACCEPTED, Step.ON_SCENE, Step.ENDED)
    if not dispatch.is_open:
        return False
    if step is Step.WITHDRAWN:
        return dispatch.step in {Step.SENT, Step.ACCEPTED}
    return order.index(step) > order.index(dispatch.step)


def _open_first(dispatch: Dispatch) -> tuple[bool, float]:
    return (not dispatch.is_open, -dispatch.sent.timestamp())
