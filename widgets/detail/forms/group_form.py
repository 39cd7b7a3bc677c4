"""Which alerts are one incident: merge, split off, also for all marked rows (R-CAD-01).

Every alert keeps its row, its sound and its handling; the last regrouping can be taken back.
GUI thread.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from PySide6.QtCore import Signal, Slot
from typing_extensions import override

from console.domain.alerts.alert import Alert
from console.domain.alerts.alert_types import Catalogue
from widgets.detail.forms.choice_list import Choice
from widgets.detail.forms.form import Form
from widgets.detail.group_options import Regrouping, members_of, merging, near_of, splitting
from widgets.overrides import sealed
from widgets.words.words import age_text, translate


@sealed
class GroupForm(Form):
    """Signal `regrouped(Regrouping)` once the acts were asked for."""

    regrouped = Signal(object)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.words.hide()
        self._plans: dict[str, Regrouping] = {}

    @override
    def show_rows(self) -> None:
        if self.alert is None:
            return
        self._plans = {}
        self.choices.set_choices(list(self._rows(self.alert)))
        self._tell()

    def _rows(self, alert: Alert) -> Iterator[Choice]:
        marked = [each for each in self.around.alerts if each.number in self.around.marked]
        if len(marked) > 1:
            first = [each for each in marked if each.number == alert.number]
            ordered = first + [each for each in marked if each.number != alert.number]
            words = self.tr("Merge the {count} marked alerts").format(count=len(marked))
            yield self._row("marked+", words, "", merging(ordered))
            words = self.tr("Split each of the {count} marked off").format(count=len(marked))
            yield self._row("marked-", words, "", splitting(marked, self.around))
        members = members_of(alert, self.around)
        if len(members) > 1:
            others = ", ".join(f"#{e.number}" for e in members if e.number != alert.number)
            words = self.tr("Split this alert off")
            yield self._row("split", words, others, splitting([alert], self.around))
        for other, metres, apart in near_of(alert, self.around):
            name = self._catalogue.type_of(other.type).label(self.language)
            words = self.tr("Merge with #{number} {name}").format(number=other.number, name=name)
            yield self._row(f"#{other.number}", words, _apart(metres, apart, self.around.now),
                            merging([alert, other]))  # fmt: skip

    def _row(self, key: str, words: str, remark: str, plan: Regrouping) -> Choice:
        self._plans[key] = plan
        return Choice(key, words, remark)

    @override
    @Slot(int)
    def enter(self, row: int) -> None:
        plan = self._plans.get(self.choices.key)
        if plan is None or not plan.wishes:
            self.hint_at(self.tr("There is nothing to change: they are so already."), "warning")
            return
        self.left.emit()
        for wish in plan.wishes:
            self.asked.emit(wish)
        self.regrouped.emit(plan)

    def _tell(self) -> None:
        if self.alert is None:
            return
        members = members_of(self.alert, self.around)
        self.title.setText(
            self.tr("Incident {number}: {count} open alerts").format(
                number=self.alert.incident or self.alert.number, count=len(members)
            )
        )

    @override
    def retranslate(self) -> None:
        self.show_rows()
        self.hint_at(
            self.tr("Enter does it, Ctrl+Z takes it back. Every alert keeps its own row.")
            if self.choices.count()
            else self.tr("No other open alert to merge with.")
        )


def _apart(metres: float | None, seconds: float, now: datetime) -> str:
    when = age_text(now - timedelta(seconds=seconds), now)
    if metres is None:
        return translate("GroupForm", "{when} apart").format(when=when)
    text = translate("GroupForm", "{metres} m, {when} apart")
    return text.format(metres=round(metres), when=when)
