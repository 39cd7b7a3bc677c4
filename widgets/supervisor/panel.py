"""The supervisor's board: one page at a time. GUI thread; sends nothing, decides nothing.

An operator may look at everything here; what he cannot change says so. The engine judges every act
again by the role of this seat.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QWidget
from typing_extensions import override

from console.domain.alerts.alert_types import Catalogue
from console.domain.alerts.rulebook import Shipped
from console.domain.roles import Role
from console.wire.room_values import FiguresPage, RulesView
from widgets.board import Board
from widgets.overrides import sealed
from widgets.supervisor.figures_page import LEDGER, SLA, FigurePage
from widgets.supervisor.rules_model import EditedRules
from widgets.supervisor.type_page import TypePage
from widgets.supervisor.value_kinds import agency_kind, pace_kind, promise_kind
from widgets.supervisor.value_page import ValuePage
from widgets.supervisor.version_page import VersionPage


@sealed
class SupervisorPanel(Board):
    """`wished(RuleWish)`, `figures_wanted()`, `csv_wished(name, text)`, `left()`."""

    wished = Signal(object)
    figures_wanted = Signal()
    csv_wished = Signal(str, str)

    def __init__(
        self,
        shipped: Shipped,
        catalogue: Catalogue,
        language: str,
        clock: Callable[[], datetime],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.rules = EditedRules(shipped)
        self.types = TypePage(self.rules, language)
        self.pace = ValuePage(self.rules, pace_kind())
        self.promises = ValuePage(self.rules, promise_kind())
        self.agencies = ValuePage(self.rules, agency_kind())
        self.sla = FigurePage(SLA, catalogue, language)
        self.ledger = FigurePage(LEDGER, catalogue, language)
        self.versions = VersionPage(self.rules, clock)
        self.pages: dict[str, QWidget] = {
            "sla": self.sla, "ledger": self.ledger, "types": self.types, "pace": self.pace,
            "promises": self.promises, "agencies": self.agencies, "versions": self.versions,
        }  # fmt: skip
        self.stack, self.tabs = QStackedWidget(), {name: QPushButton() for name in self.pages}
        self._group = QButtonGroup(self)
        self._build()
        self.retranslate()
        self.show_page("sla")

    def _build(self) -> None:
        row = QHBoxLayout()
        for name, button in self.tabs.items():
            button.setCheckable(True)
            button.clicked.connect(partial(self._press, name))
            self._group.addButton(button)
            row.addWidget(button)
            self.stack.addWidget(self.pages[name])
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.stack, 1)
        for page in (self.types, self.pace, self.promises, self.agencies, self.versions):
            page.wished.connect(self.wished)
        for figures in (self.sla, self.ledger):
            figures.wanted.connect(self.figures_wanted)
            figures.csv_wished.connect(self.csv_wished)

    def _press(self, name: str, _checked: bool = False) -> None:
        self.show_page(name)

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        self.tabs[name].setChecked(True)
        self.stack.setCurrentWidget(self.pages[name])

    def take_focus(self) -> None:
        """Give the keys to the page that is shown."""
        shown = [tab for tab in self.tabs.values() if tab.isChecked()]
        (shown or list(self.tabs.values()))[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- news -----------------------------------------------------------------------------------

    def show_rules(self, view: RulesView) -> None:
        """A version of the rules; pages keep what is being edited."""
        self.rules.view = view
        self._refresh()

    def set_role(self, role: Role) -> None:
        """What this person may do at this seat."""
        if role is not self.rules.role:
            self.rules.role = role
            self._refresh()

    def _refresh(self) -> None:
        for page in (self.types, self.pace, self.promises, self.agencies, self.versions):
            page.show_rules()

    def take_figures(self, page: FiguresPage) -> None:
        """The engine's figures."""
        self.sla.take(page)
        self.ledger.take(page)

    def settled(self, *, accepted: bool) -> None:
        """The engine answered an edit: its reason was used up, or the fields stay as they are."""
        page = self.stack.currentWidget()
        if isinstance(page, TypePage | ValuePage):
            page.settled(accepted=accepted)

    def set_language(self, language: str) -> None:
        """Names of types in "ko" or "en"."""
        for page in (self.types, self.sla, self.ledger):
            page.set_language(language)

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        self.title.setText(self.tr("Supervisor"))
        self.hint.setText(self.tr("Changes count at once, at every seat, and can be taken back."))
        words = {
            "sla": self.tr("Answer times"), "ledger": self.tr("False alerts"),
            "types": self.tr("Alert types"), "pace": self.tr("Intervals"),
            "promises": self.tr("Promises"), "agencies": self.tr("Agencies"),
            "versions": self.tr("Versions"),
        }  # fmt: skip
        for name, button in self.tabs.items():
            button.setText(words[name])

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
