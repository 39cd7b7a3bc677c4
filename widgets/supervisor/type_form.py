"""Every field of one alert type, in Korean and English, as widgets. GUI thread; checks nothing."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.alerts.alert import AlertClass
from console.domain.alerts.alert_types import AGENCIES, CAMERA_BEHAVIOURS, CODES_OF_112, NO_PROFILE
from console.domain.alerts.alert_types import URGENCIES as URGENT
from widgets.keys.fields import FieldBox, FieldNumber, FieldTable, FieldText
from widgets.overrides import sealed
from widgets.supervisor.field_words import (
    agency_word,
    camera_word,
    class_word,
    priority_words,
    profile_word,
    urgency_word,
)
from widgets.theme import SIZES

_TEXTS = ("name", "response", "cause", "consequence")
_LANGUAGES = ("ko", "en")
_LONGEST_S = 86_400
_BY_LEAST = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
_ACROSS = 4  # the longest English choices fit so beside each other at 1920
Entry = dict[str, Any]


@sealed
class TypeForm(QWidget):
    """`changed()` whenever a field was. `entry()` is what the fields say, as the rules hold it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fills = False
        self.combos = {
            name: FieldBox()
            for name in ("class", "priority", "urgency", "camera", "sla", "agency", "code")
        }
        self.alerting, self.respond = QCheckBox(), FieldNumber()
        self.respond.setRange(0, _LONGEST_S)
        self.texts = {(name, lang): FieldText() for name in _TEXTS for lang in _LANGUAGES}
        self.steps = FieldTable(0, 2)
        self.more, self.less = QPushButton("+"), QPushButton("−")
        self._captions: dict[str, QLabel] = {}
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.gap)
        column.addLayout(self._choices())
        column.addLayout(self._words())
        row = QHBoxLayout()
        row.addWidget(self._caption("steps"))
        row.addStretch(1)
        row.addWidget(self.more)
        row.addWidget(self.less)
        column.addLayout(row)
        self.steps.verticalHeader().setDefaultSectionSize(SIZES.row_height)
        self.steps.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.steps.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.steps.setMinimumHeight(SIZES.row_height * 4)
        column.addWidget(self.steps, 1)

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SIZES.gap)
        fields: list[tuple[str, QWidget]] = [*self.combos.items()]
        fields += [("alerting", self.alerting), ("respond_s", self.respond)]
        for number, (name, widget) in enumerate(fields):
            line, place = divmod(number, _ACROSS)
            grid.addWidget(self._caption(name), line * 2, place)
            grid.addWidget(widget, line * 2 + 1, place)
            grid.setColumnStretch(place, 1)
        for combo in self.combos.values():  # a small screen cuts a long choice, not the form
            combo.setSizeAdjustPolicy(_BY_LEAST)
            combo.setMinimumContentsLength(6)
        return grid

    def _words(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SIZES.gap)
        for line, name in enumerate(_TEXTS):
            grid.addWidget(self._caption(name), line, 0, Qt.AlignmentFlag.AlignTop)
            for place, language in enumerate(_LANGUAGES, start=1):
                field = self.texts[name, language]
                field.setTabChangesFocus(True)
                field.setFixedHeight(34 if name == "name" else 56)
                grid.addWidget(field, line, place)
                grid.setColumnStretch(place, 1)
        return grid

    def _caption(self, name: str) -> QLabel:
        label = self._captions[name] = QLabel()
        label.setProperty("role", "caption")
        return label

    def _connect(self) -> None:
        for combo in self.combos.values():
            combo.currentIndexChanged.connect(self._tell)
        for field in self.texts.values():
            field.textChanged.connect(self._tell)
        self.alerting.toggled.connect(self._tell)
        self.respond.valueChanged.connect(self._tell)
        self.steps.itemChanged.connect(self._tell)
        self.more.clicked.connect(self._add_step)
        self.less.clicked.connect(self._remove_step)

    @Slot()
    def _tell(self) -> None:
        self.combos["code"].setEnabled(self.combos["agency"].currentData() == "112")
        if not self._fills:
            self.changed.emit()

    @Slot()
    def _add_step(self) -> None:
        self._append_step({})
        self._tell()

    @Slot()
    def _remove_step(self) -> None:
        row = self.steps.currentRow()
        self.steps.removeRow(row if row >= 0 else self.steps.rowCount() - 1)
        self._tell()

    def _append_step(self, step: Entry) -> None:
        row = self.steps.rowCount()
        self.steps.insertRow(row)
        for place, language in enumerate(_LANGUAGES):
            self.steps.setItem(row, place, QTableWidgetItem(str(step.get(language, ""))))

    # --- in and out -----------------------------------------------------------------------------

    def fill(self, entry: Entry, profiles: list[str]) -> None:
        """Show a type; `profiles` are the promises it may be held against."""
        self._fills = True
        self._fill_profiles(profiles)
        agency = entry.get("agency") or {}
        values = {**entry, "agency": agency.get("to", ""), "code": agency.get("code", "")}
        for name, combo in self.combos.items():
            combo.setCurrentIndex(max(0, combo.findData(values.get(name))))
        self.alerting.setChecked(bool(entry.get("alerting")))
        self.respond.setValue(int(entry.get("respond_s") or 0))
        for (name, language), field in self.texts.items():
            field.setPlainText(str((entry.get(name) or {}).get(language, "")))
        self.steps.setRowCount(0)
        for step in entry.get("steps") or []:
            self._append_step(step)
        self._fills = False
        self._tell_quietly()

    def _tell_quietly(self) -> None:
        self.combos["code"].setEnabled(self.combos["agency"].currentData() == "112")

    def _fill_profiles(self, profiles: list[str]) -> None:
        combo = self.combos["sla"]
        combo.clear()
        for name in (*profiles, NO_PROFILE):
            combo.addItem(profile_word(name) if name != NO_PROFILE else "—", name)

    def entry(self) -> Entry:
        """What the fields say."""
        chosen = {name: combo.currentData() for name, combo in self.combos.items()}
        found: Entry = {
            "class": chosen["class"],
            "priority": chosen["priority"],
            "urgency": chosen["urgency"],
            "alerting": self.alerting.isChecked(),
            "camera": chosen["camera"],
            "sla": chosen["sla"],
            "steps": [self._step(row) for row in range(self.steps.rowCount())],
        }
        for name in _TEXTS:
            found[name] = {
                language: self.texts[name, language].toPlainText().strip()
                for language in _LANGUAGES
            }
        if self.respond.value():
            found["respond_s"] = self.respond.value()
        if chosen["agency"]:
            code = chosen["code"] if chosen["agency"] == "112" else ""
            found["agency"] = {"to": chosen["agency"], **({"code": code} if code else {})}
        return found

    def _step(self, row: int) -> Entry:
        items = [self.steps.item(row, place) for place in range(2)]
        texts = [item.text().strip() if item else "" for item in items]
        return dict(zip(_LANGUAGES, texts, strict=True))

    # --- words ----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        words = {
            "class": self.tr("Class"), "priority": self.tr("Priority"),
            "urgency": self.tr("Sound"), "camera": self.tr("Camera"),
            "sla": self.tr("Promise"), "agency": self.tr("Suggested agency"),
            "code": self.tr("Code of 112"), "alerting": self.tr("Makes an alert"),
            "respond_s": self.tr("Time to respond (s)"), "name": self.tr("Name"),
            "response": self.tr("What to do"), "cause": self.tr("Cause"),
            "consequence": self.tr("Consequence"), "steps": self.tr("Checklist"),
        }  # fmt: skip
        for name, label in self._captions.items():
            label.setText(words[name])
        self.alerting.setText(self.tr("yes"))
        self.steps.setHorizontalHeaderLabels([self.tr("Korean"), self.tr("English")])
        self.more.setAccessibleName(self.tr("Add a step"))
        self.less.setAccessibleName(self.tr("Remove the step"))
        for (_, language), field in self.texts.items():
            korean = language == "ko"
            field.setPlaceholderText(self.tr("Korean") if korean else self.tr("English"))
        self._fill_choices()

    def _fill_choices(self) -> None:
        choices: dict[str, list[tuple[str, object]]] = {
            "class": [(class_word(each), each.value) for each in AlertClass],
            "priority": [(words, number) for number, words in priority_words()],
            "urgency": [(urgency_word(each), each) for each in URGENT],
            "camera": [(camera_word(each), each) for each in CAMERA_BEHAVIOURS],
            "agency": [("—", ""), *((agency_word(each), each) for each in AGENCIES)],
            "code": [("—", ""), *((each, each) for each in CODES_OF_112)],
        }
        self._fills = True
        for name, values in choices.items():
            combo = self.combos[name]
            kept = combo.currentData()
            combo.clear()
            for words, value in values:
                combo.addItem(words, value)
            combo.setCurrentIndex(max(0, combo.findData(kept)))
        self._fills = False

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
