"""Where the forms of the detail column take turns. GUI thread; one form at a time, or none."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.domain.alerts.alert import Alert
from console.domain.alerts.alert_types import AlertType, Catalogue
from console.domain.site import Site
from widgets.detail.forms.call_form import CallForm
from widgets.detail.forms.form import Form
from widgets.detail.forms.group_form import GroupForm
from widgets.detail.forms.hand_over_form import HandOverForm
from widgets.detail.forms.send_form import SendForm
from widgets.detail.forms.sent_form import SentForm
from widgets.detail.forms.steps_form import StepsForm
from widgets.detail.shown_page import ask_for_shown
from widgets.detail.wish import Surroundings


class FormStage(QStackedWidget):
    """Signals: `asked(Wish)`, `regrouped(Regrouping)`, `left()` when a form was put away.

    The first page is that of `body`, what is read while no form is open.
    """

    asked = Signal(object)
    regrouped = Signal(object)
    left = Signal()

    def __init__(
        self, body: QWidget, site: Site, catalogue: Catalogue, operator: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        group = GroupForm(catalogue)
        group.regrouped.connect(self.regrouped)
        self.forms: dict[str, Form] = {
            "send": SendForm(site),
            "sent": SentForm(operator),
            "steps": StepsForm(),
            "hand_over": HandOverForm(operator),
            "group": group,
            "call": CallForm(),
        }
        self.addWidget(body)
        for form in self.forms.values():
            self.addWidget(form)
            form.asked.connect(self.asked)
            form.left.connect(self.put_away)
        self.currentChanged.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        ask_for_shown(self)

    @property
    def open_form(self) -> Form | None:
        """The form that is shown."""
        shown = self.currentWidget()
        return shown if isinstance(shown, Form) else None

    def show_form(
        self, act: str, alert: Alert, kind: AlertType, around: Surroundings, language: str
    ) -> None:
        """Open the form of an act for an alert."""
        form = self.forms[act]
        self.setCurrentWidget(form)
        form.begin(alert, kind, around, language)

    def renew(self, alert: Alert, around: Surroundings, language: str) -> None:
        """What is around changed."""
        form = self.open_form
        if form is not None:
            form.renew(alert, around, language)

    @Slot()
    def put_away(self) -> None:
        """Back to what is read."""
        if self.open_form is not None:
            self.setCurrentIndex(0)
            self.left.emit()
