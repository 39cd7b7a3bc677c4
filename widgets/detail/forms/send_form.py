"""Send a team or tell an agency: the proposed one stands first, Enter sends (R-CAD-02, R-ARC-05).

Code 0 on nobody's word takes a second Enter, and is on record as such: most presses of a watch are
slips, and each would be a Code 0. Nothing is ever refused for it: a life may hang on it.
GUI thread.
"""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from console.domain.alerts.alert_types import CODES_OF_112
from console.domain.places.geo import Place
from console.domain.site import Site
from console.ports.messages import CommandKind
from widgets.detail.forms.choice_list import Choice
from widgets.detail.forms.form import Form
from widgets.detail.send_options import (
    CODE_ZERO,
    Target,
    code_word,
    is_unverified,
    name_of,
    targets_of,
)
from widgets.detail.wish import Wish
from widgets.overrides import sealed


@sealed
class SendForm(Form):
    """The list of whom to send or tell, with the code of 112 and words for the record."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self._site = site  # looked up, never copied: its lists may change
        self.codes = [QPushButton() for _ in CODES_OF_112]
        self.column.insertWidget(2, self._code_row())
        self._targets: dict[str, Target] = {}
        self._code = ""
        self._asked_twice = False

    def _code_row(self) -> QWidget:
        self._code_bar = QWidget()
        row = QHBoxLayout(self._code_bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for code, button in zip(CODES_OF_112, self.codes, strict=True):
            button.setProperty("role", "small_act")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._choose_code, code))
            row.addWidget(button, 1)
        return self._code_bar

    @property
    def code(self) -> str:
        """The code chosen for 112."""
        return self._code

    @override
    def started(self) -> None:
        self._code = ""
        self._asked_twice = False

    @override
    def show_rows(self) -> None:
        if self.alert is None or self.kind is None:
            return
        found = targets_of(self.alert, self.kind, self.around, self._place())
        self._targets = {each.key: each for each in found}
        self.choices.set_choices([self._row(each) for each in found])
        self._show_codes()

    def _row(self, target: Target) -> Choice:
        chosen = target.key == self.choices.key or not self.choices.count()
        code = self._code if chosen and self._code else target.code
        return Choice(target.key, name_of(target, code if target.codes else ""), target.remark)

    def _place(self) -> Place | None:
        if self.alert is None:
            return None
        named = (self.alert.source, self.alert.subject or "", *self.alert.cameras)
        known = (self._place_of(each) for each in named)
        return self.alert.place or next((each for each in known if each is not None), None)

    def _place_of(self, name: str) -> Place | None:
        camera = self._site.cameras.get(name)
        if camera is not None:
            return camera.place
        return next((each.place for each in self._site.facilities if each.id == name), None)

    @property
    def target(self) -> Target | None:
        """Whom the chosen row names."""
        return self._targets.get(self.choices.key)

    # --- keys -----------------------------------------------------------------------------------

    @override
    @Slot(int)
    def moved(self, row: int) -> None:
        self._code, self._asked_twice = "", False
        self._show_codes()
        self._say_first()

    @override
    @Slot(int)
    def turn(self, by: int) -> None:
        target = self.target
        if target is None or not target.codes:
            return
        at = target.codes.index(self._code or target.code) + by
        self._choose_code(target.codes[min(max(at, 0), len(target.codes) - 1)])

    def _choose_code(self, code: str, _checked: bool = False) -> None:
        self._code, self._asked_twice = code, False
        self.show_rows()
        self._say_first()

    @override
    @Slot(int)
    def enter(self, row: int) -> None:
        target, alert = self.target, self.alert
        if target is None or alert is None:
            return
        code = (self._code or target.code) if target.codes else ""
        if code == CODE_ZERO and is_unverified(alert) and not self._asked_twice:
            self._asked_twice = True
            self.hint_at(
                self.tr("NOT VERIFIED. Enter again sends Code 0 all the same; F2 says verified."),
                "fault",
            )
            return
        kind: CommandKind = "refer" if target.is_agency else "dispatch"
        self.ask(Wish(kind, self.words.text().strip(), None, target.subject, code))

    # --- words ----------------------------------------------------------------------------------

    def _show_codes(self) -> None:
        target = self.target
        chosen = (self._code or target.code) if target is not None and target.codes else ""
        self._code_bar.setVisible(bool(chosen))
        for code, button in zip(CODES_OF_112, self.codes, strict=True):
            button.setChecked(code == chosen)
            button.setText(code_word(code))

    def _say_first(self) -> None:
        if not self.choices.count():
            self.hint_at(self.tr("Nobody to send: no team with a fresh position."), "warning")
        elif self.alert is not None and self.alert.drill:
            self.hint_at(self.tr("A drill: agencies are not told. Enter sends, Esc puts it away."))
        else:
            self.hint_at(
                self.tr(
                    "Enter puts it on record; the call itself is yours. ← → code, Tab words, Esc."
                )
            )

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Send a team or tell an agency"))
        self.words.setPlaceholderText(self.tr("Words for the record (channel, who answered)"))
        if not self._asked_twice:
            self._say_first()
