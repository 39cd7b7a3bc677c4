"""The editor of alert types: all of them on the left, every field of one on the right. GUI thread.

An edit that is begun is never overwritten by news of the engine; it says that there are some.
"""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from widgets.keys.fields import FieldLine, FieldList
from widgets.overrides import sealed
from widgets.supervisor.rules_model import EditedRules
from widgets.supervisor.saving import Saving
from widgets.supervisor.type_form import TypeForm
from widgets.theme import SIZES

_LIST_SHARE, _LIST_MOST = 0.28, 300  # of the width, so that a small screen shows the fields too


@sealed
class TypePage(QWidget):
    """`wished(RuleWish)`."""

    wished = Signal(object)

    def __init__(self, rules: EditedRules, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules, self._language = rules, language
        self._name = ""
        self._begun: dict[str, Any] = {}
        self._base = 0
        self._reopens = False
        self.search, self.list = FieldLine(), FieldList()
        self.form, self.saving = TypeForm(), Saving()
        self._title = QLabel()
        self._title.setProperty("role", "section")
        self._build()
        self.list.currentItemChanged.connect(self._choose)
        self.search.textChanged.connect(self._filter)
        self.form.changed.connect(self._judge)
        self.saving.saved.connect(self._save)
        self.saving.shipped_wished.connect(self._go_back)
        self.show_rules()
        self.retranslate()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the field that has the keys
        self.form.setObjectName("scrolled")
        area.setWidget(self.form)
        right = QVBoxLayout()
        right.setSpacing(SIZES.gap)
        right.addWidget(self._title)
        right.addWidget(area, 1)
        right.addWidget(self.saving)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.margin)
        row.addLayout(left)
        row.addLayout(right, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in (self.search, self.list):
            part.setFixedWidth(min(_LIST_MOST, int(self.width() * _LIST_SHARE)))

    @property
    def is_edited(self) -> bool:
        """Whether the fields differ from what was opened."""
        return bool(self._name) and self.form.entry() != self._begun

    def show_rules(self) -> None:
        """The rules are new: the list always follows, the fields unless an edit is begun."""
        names = self._rules.names("types")
        if self.list.count() != len(names):
            self.list.clear()
            for name in names:
                item = QListWidgetItem()
                item.setData(Qt.ItemDataRole.UserRole, name)
                self.list.addItem(item)
        for number in range(self.list.count()):
            self._write(self.list.item(number))
        if not self._name and self.list.count():
            self.list.setCurrentRow(0)
        elif self._reopens or not self.is_edited or self._is_saved():
            self._open(self._name)
        self._judge()

    def _is_saved(self) -> bool:
        """Whether what the fields say is in force by now."""
        return bool(self._rules.entry(self._path) == self.form.entry())

    def _write(self, item: QListWidgetItem) -> None:
        name = item.data(Qt.ItemDataRole.UserRole)
        path = f"types/{name}"
        words = (self._rules.entry(path) or {}).get("name", {})
        mark = " *" if self._rules.is_changed(path) else ""
        item.setText(f"{words.get(self._language, name)}{mark}")
        item.setToolTip(name)

    @Slot()
    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._open(item.data(Qt.ItemDataRole.UserRole))

    def _open(self, name: str) -> None:
        entry = self._rules.entry(f"types/{name}")
        if not isinstance(entry, dict):
            return
        self._name, self._base, self._reopens = name, self._rules.view.number, False
        self.form.fill(entry, self._rules.names("sla_profiles"))
        self._begun = self.form.entry()
        self._judge()

    @Slot(str)
    def _filter(self, text: str) -> None:
        for number in range(self.list.count()):
            item = self.list.item(number)
            held = f"{item.text()} {item.toolTip()}".casefold()
            item.setHidden(text.strip().casefold() not in held)

    @Slot()
    def _judge(self) -> None:
        if not self._name:
            return
        edited = self.is_edited
        problems = self._rules.problems(self._path, self.form.entry()) if edited else ()
        self.saving.show_state(problems, changed=edited, allowed=self._rules.allowed)
        self._title.setText(f"{self._name}  ·  {self._state(edited=edited)}")

    def _state(self, *, edited: bool) -> str:
        if edited:
            return self.tr("edited, not saved")
        own = self._rules.is_changed(self._path)
        return self.tr("changed by this site") if own else self.tr("as shipped")

    @property
    def _path(self) -> str:
        return f"types/{self._name}"

    @Slot(str)
    def _save(self, why: str) -> None:
        self.wished.emit(self._rules.wish(self._path, self.form.entry(), why, self._base))

    @Slot(str)
    def _go_back(self, why: str) -> None:
        self._reopens = True
        self.wished.emit(self._rules.wish(self._path, None, why, self._base))

    def settled(self, *, accepted: bool) -> None:
        """The engine answered. What it refused stays in the fields, to be sent again."""
        if accepted:
            self.saving.settled()
        else:
            # Whoever was told that others changed the rules meanwhile may save on top of theirs.
            self._reopens, self._base = False, self._rules.view.number

    def set_language(self, language: str) -> None:
        """Names of types in "ko" or "en"."""
        self._language = language
        self.show_rules()

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        self.search.setPlaceholderText(self.tr("Search a type"))
        self.list.setAccessibleName(self.tr("Alert types"))
        self._judge()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
