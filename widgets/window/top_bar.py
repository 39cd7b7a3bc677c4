"""The top line: product, site, picture layouts, sound, language, seat and the clock. GUI thread."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from console.domain.roles import Role
from console.domain.site import Site
from widgets.overrides import sealed
from widgets.theme import SIZES
from widgets.words.words import local

QUICK = (1, 4, 9, 16)
Value = TypeVar("Value", int, str)


@sealed
class TopBar(QWidget):
    """Signals: `layout_wished(n)`, `language_wished(code)`, `silence_wished()`, `keys_wished()`.

    `layouts_wished()` asks for the choice of every layout.
    """

    layout_wished = Signal(int)
    language_wished = Signal(str)
    silence_wished = Signal()
    keys_wished = Signal()
    layouts_wished = Signal()

    def __init__(
        self, site: Site, operator: str, seat: str, language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(SIZES.top_bar)
        self._site, self._operator, self._seat = site, operator, seat
        self._language = language
        self._sound_state: tuple[int, str] = (0, "")
        self._role: Role | None = None
        self._stranger = False
        self._count = QUICK[0]
        self._make_parts()
        self._build()
        self.retranslate()

    def _make_parts(self) -> None:
        self._product, self._place, self._who = QLabel(), QLabel(), QLabel()
        self._date, self.clock, self.sound = QLabel(), QLabel("00:00:00"), QLabel()
        self._pictures = QLabel()
        self._product.setProperty("role", "title")
        self._place.setProperty("role", "row")
        self.clock.setProperty("role", "display")
        for quiet in (self._who, self._date, self._pictures):
            quiet.setProperty("role", "caption")
        self.layouts, self._quick = {n: QPushButton(str(n)) for n in QUICK}, QWidget()
        self.more = QPushButton()
        self.more.setCheckable(True)
        self.languages = {"ko": QPushButton("한국어"), "en": QPushButton("English")}
        self.silence, self.keys = QPushButton(), QPushButton()
        self.silence.clicked.connect(self.silence_wished)
        self.keys.clicked.connect(self.keys_wished)
        self.more.clicked.connect(self._wish_more)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.margin, 0, SIZES.margin, 0)
        row.setSpacing(SIZES.gap)
        row.addWidget(self._product)
        row.addSpacing(SIZES.gap)
        row.addWidget(self._place)
        row.addSpacing(SIZES.margin * 2)
        row.addWidget(self._pictures)
        quick = QHBoxLayout(self._quick)
        quick.setContentsMargins(0, 0, 0, 0)
        quick.setSpacing(SIZES.gap)
        self._layout_group = self._group(quick, self.layouts, self.layout_wished)
        row.addWidget(self._quick)
        row.addWidget(self.more)
        row.addStretch(1)
        for widget in (self.sound, self.silence):
            row.addWidget(widget)
        row.addSpacing(SIZES.margin)
        self._group(row, self.languages, self.language_wished)
        row.addWidget(self.keys)
        row.addSpacing(SIZES.margin)
        for widget in (self._who, self._date, self.clock):
            row.addWidget(widget)
            row.addSpacing(SIZES.gap)

    def _spare(self) -> tuple[QWidget, ...]:
        """What a narrow window goes without, the least needed first; never clock and sound."""
        return (self._date, self._pictures, self._quick, self._place, self._who)

    def _fit(self) -> None:
        """Hide what has no room: else the window would be wider than a small screen."""
        missing = self._whole_width() - self.width()
        for part in self._spare():
            part.setVisible(missing <= 0)
            missing -= _width_of(part) if missing > 0 else 0

    def _whole_width(self) -> int:
        """With every part shown."""
        hidden = (part for part in self._spare() if part.isHidden())
        row = self.layout()
        return (0 if row is None else row.sizeHint().width()) + sum(map(_width_of, hidden))

    def _group(
        self, row: QHBoxLayout, buttons: Mapping[Value, QPushButton], wished: SignalInstance
    ) -> QButtonGroup:
        group = QButtonGroup(self)
        for value, button in buttons.items():
            button.setCheckable(True)
            button.clicked.connect(partial(self._wish, wished, value))
            group.addButton(button)
            row.addWidget(button)
        return group

    @Slot()
    def _wish_more(self) -> None:
        self.set_layout(self._count)  # what a click turned stays as the wall is
        self.layouts_wished.emit()

    def _wish(self, wished: SignalInstance, value: int | str, _checked: bool = False) -> None:
        wished.emit(value)

    # --- what it shows --------------------------------------------------------------------------

    def set_layout(self, count: int) -> None:
        """Mark the layout that is shown."""
        self._count = count
        self._layout_group.setExclusive(False)
        for each, button in self.layouts.items():
            button.setChecked(each == count)
        self._layout_group.setExclusive(count in self.layouts)
        self.more.setChecked(count not in self.layouts)
        self.more.setText(f"{count} ▾  W" if count not in self.layouts else "▾  W")

    def set_now(self, now: datetime) -> None:
        """Show the wall clock."""
        self.clock.setText(f"{local(now):%H:%M:%S}")
        self._date.setText(f"{local(now):%Y-%m-%d %Z}")

    def set_sound(self, silence_left_s: int, fault: str) -> None:
        """Show whether alerts can be heard."""
        self._sound_state = (silence_left_s, fault)
        text, tone = self.tr("Sound on"), "quiet"
        if fault:
            text, tone = self.tr("No sound"), "fault"
        elif silence_left_s:
            text = self.tr("Silent for {seconds} s").format(seconds=silence_left_s)
            tone = "warning"
        self.sound.setText(text)
        self.sound.setProperty("tone", tone)
        self.sound.style().unpolish(self.sound)
        self.sound.style().polish(self.sound)
        silent = silence_left_s > 0
        self.silence.setText(self.tr("Sound on  M") if silent else self.tr("Silence  M"))

    def set_standing(self, role: Role | None, *, stranger: bool = False) -> None:
        """What the engine takes the operator for; None while it has not said.

        A `stranger` is not among the people registered at this seat.
        """
        self._role, self._stranger = role, stranger
        self._say_who()
        self._fit()

    def _say_who(self) -> None:
        words = {"operator": self._operator, "seat": self._seat, "role": self._role_word()}
        self._who.setText(self.tr("{operator} · {seat} · {role}").format(**words))
        tone = "warning" if self._stranger else ""
        if (self._who.property("tone") or "") != tone:
            self._who.setProperty("tone", tone)
            self._who.style().unpolish(self._who)
            self._who.style().polish(self._who)
        tip = self.tr(
            "Every act here goes on record as {operator} at seat {seat}. The seat is proven by its "
            "key, the name is only what this seat's settings say: nobody logs in. Lock the "
            "computer when you leave it; for another person start the console under that name."
        )
        self._who.setToolTip(tip.format(**words))
        self._who.setAccessibleDescription(tip.format(**words))

    def _role_word(self) -> str:
        if self._stranger:
            return self.tr("not registered here")
        return {
            None: self.tr("role not known yet"),
            Role.OPERATOR: self.tr("operator"),
            Role.SUPERVISOR: self.tr("supervisor"),
        }[self._role]

    def set_low(self, low: bool) -> None:
        """Whether the window has to save height."""
        self.setFixedHeight(SIZES.low_top_bar if low else SIZES.top_bar)
        self.clock.setProperty("role", "title" if low else "display")
        self.clock.style().unpolish(self.clock)
        self.clock.style().polish(self.clock)
        self._fit()

    def set_language(self, language: str) -> None:
        """Mark the language, and name the site in it."""
        self._language = language
        self.retranslate()

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        self._product.setText(self.tr("Sunra"))
        self._place.setText(self._site.name(self._language))
        self._pictures.setText(self.tr("Pictures"))
        self._say_who()
        self.keys.setText(self.tr("Keys  ?"))
        self.languages[self._language].setChecked(True)
        for number, (count, button) in enumerate(self.layouts.items(), start=1):
            tip = self.tr("{count} pictures (Ctrl+{key})").format(count=count, key=number)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        tip = self.tr("All layouts, 1 to 64 pictures (W: the next)")
        self.more.setToolTip(tip)
        self.more.setAccessibleName(tip)
        self.set_sound(*self._sound_state)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        least = self._whole_width() - sum(map(_width_of, self._spare()))
        return QSize(least, self.maximumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _width_of(part: QWidget) -> int:
    """With the space beside it."""
    return part.sizeHint().width() + SIZES.gap
