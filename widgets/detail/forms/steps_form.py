"""The checklist: a number ticks its step, minus skips one with a reason (R-CAD-04). GUI thread."""

from PySide6.QtCore import Qt, Slot
from typing_extensions import override

from widgets.detail.forms.choice_list import Choice
from widgets.detail.forms.form import Form
from widgets.detail.step_words import step_state, steps_done
from widgets.detail.wish import Wish
from widgets.overrides import sealed


@sealed
class StepsForm(Form):
    """Stays open until Esc: several steps are often done at once."""

    def __init__(self) -> None:
        super().__init__()
        self._skipping = 0

    @override
    def started(self) -> None:
        self._skipping = 0
        self.words.hide()

    @override
    def show_rows(self) -> None:
        if self.alert is None or self.kind is None:
            return
        rows = []
        for number, step in enumerate(self.kind.steps, start=1):
            mark, remark = step_state(self.alert, number)
            rows.append(Choice(str(number), f"{mark} {step.text(self.language)}", remark))
        first = not self.choices.count()
        self.choices.set_choices(rows)
        if first:
            self._to_next()

    def _to_next(self) -> None:
        if self.alert is None:
            return
        done = steps_done(self.alert)
        waiting = [n for n in range(self.choices.count()) if n + 1 not in done]
        if waiting:
            self.choices.setCurrentRow(waiting[0])

    @override
    @Slot(int)
    def enter(self, row: int) -> None:
        if self._skipping:
            self._skip()
        else:
            self._tick(row)

    @override
    @Slot(int)
    def number(self, row: int) -> None:
        self._tick(row)

    @override
    @Slot(int)
    def remove(self, row: int) -> None:
        if self.alert is None or not 0 <= row < self.choices.count():
            return
        if row + 1 in steps_done(self.alert):
            self.hint_at(self.tr("This step has its mark already."), "warning")
            return
        self._skipping = row + 1
        self.words.clear()
        self.words.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.hint_at(self.tr("Why is step {number} skipped? Enter").format(number=row + 1))

    def _tick(self, row: int) -> None:
        if not 0 <= row < self.choices.count():
            return
        self.ask(Wish("step", subject=str(row + 1), choice="done"), ends=False)
        self.choices.setCurrentRow(min(row + 1, self.choices.count() - 1))

    def _skip(self) -> None:
        reason = self.words.text().strip()
        if not reason and self.alert is not None and self.alert.priority == 1:
            self.hint_at(self.tr("At priority 1 a skipped step needs a reason."), "warning")
            return
        number, self._skipping = self._skipping, 0
        self.words.hide()
        self.ask(Wish("step", reason, subject=str(number), choice="skipped"), ends=False)
        self.take_keys()
        self.choices.setCurrentRow(min(number, self.choices.count() - 1))
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Checklist"))
        self.words.setPlaceholderText(self.tr("Reason"))
        if not self._skipping:
            self.hint_at(self.tr("A number or Enter ticks, − skips with a reason, Esc ends."))
