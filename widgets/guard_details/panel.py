"""The guard details: the board of cases, and one case with roster, people, timeline and acts.

GUI thread. It shows what the engine says and asks for what the operator wants; it decides nothing.
Whoever builds it feeds `take`, `take_personal`, `take_action` and `set_now`, and sends what
`wished` and `reveal_wished` ask for.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.alerts.alert import Alert
from console.domain.field.guard import Case
from console.ports.seat_link import ActionNews, QueueNews
from console.wire.seat_values import FieldPersonal
from widgets.field.act_bar import ActBar
from widgets.field.act_rows import cap_of
from widgets.field.form import FieldForm, Wish
from widgets.field.rows import BoardList, Lines, read_on
from widgets.field.said import Said, not_now, restyle, standing_words
from widgets.guard_details.acts import ACTS, act_of, form_of, is_offered, word_of
from widgets.guard_details.book import GuardBook
from widgets.guard_details.case_head import CaseHead
from widgets.guard_details.personal_card import PersonalCard, entries_in
from widgets.guard_details.reasons import guard_reason
from widgets.guard_details.roll import roll_lines
from widgets.guard_details.rows import case_row
from widgets.guard_details.strip import RosterStrip
from widgets.guard_details.strip_rows import rows_of
from widgets.guard_details.words import timeline_text
from widgets.overrides import sealed
from widgets.theme import SIZES

_LEAST_LIST, _LIST_WIDTH = 200, 288
_LINES = 120
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_PAGES = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


@sealed
class GuardDetails(QFrame):
    """Signals: `wished(subject, act, words, content)`, the content as JSON text.

    `reveal_wished(subject, purpose, why)`; `camera_chosen(id)` for the spot; `left()` when the
    operator goes back to the queue.
    """

    wished = Signal(str, str, str, str)
    reveal_wished = Signal(str, str, str)
    camera_chosen = Signal(str)
    left = Signal()

    def __init__(
        self, operator: str, seat: str, now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.book = GuardBook()
        self.now, self._minute = now, now.replace(second=0, microsecond=0)
        self._current = True
        self.chosen = self._camera = ""
        self.cases = BoardList()
        self.head, self.strip = CaseHead(), RosterStrip()
        self.personal = PersonalCard(operator, seat)
        self.timeline, self.roll, self._guards = Lines(), Lines(), QLabel()
        self.form = FieldForm()
        self._title, self._message, self._empty = QLabel(), Said(guard_reason), QLabel()
        self.buttons = {act.name: QPushButton() for act in ACTS}
        self._build()
        self._connect()
        self.retranslate()
        self._show()

    # --- parts ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title.setProperty("role", "heading")
        self._title.setWordWrap(True)
        self._empty.setProperty("tone", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._guards.setProperty("role", "section")
        left = QVBoxLayout()
        left.addWidget(self._title)
        left.addWidget(self.cases, 3)
        left.addWidget(self._guards)
        left.addWidget(self.roll, 2)
        for widget in (self.cases, self.roll):
            widget.setMinimumWidth(_LEAST_LIST)
            widget.setMaximumWidth(_LIST_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.margin, SIZES.gap, SIZES.margin, SIZES.gap)
        column.setSpacing(SIZES.gap)
        upper, right = QWidget(), self._right()
        row = QHBoxLayout(upper)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.margin)
        row.addLayout(left, 2)
        row.addLayout(right, 5)
        column.addWidget(upper, 1)
        self.form.push_aside(upper)
        self._bar = ActBar(self.form, list(self.buttons.values()), right, column)

    def _right(self) -> QVBoxLayout:
        case = QWidget()
        column = QVBoxLayout(case)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.gap)
        column.addWidget(self.head)
        column.addWidget(self.strip, 5)
        below = QHBoxLayout()
        below.setSpacing(SIZES.gap)
        below.addWidget(self.personal, 1)
        below.addWidget(self.timeline, 1)
        column.addLayout(below, 3)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(case)
        right = QVBoxLayout()
        right.setSpacing(SIZES.gap)
        right.addWidget(self._pages, 1)
        right.addWidget(self._message)
        return right

    def _connect(self) -> None:
        for name, button in self.buttons.items():
            button.clicked.connect(partial(self._pressed, name))
        self.cases.clicked.connect(self._clicked)
        self.strip.chosen.connect(self._strip_chosen)
        self.form.sent.connect(self._send)
        self.form.left.connect(self.take_focus)
        self.personal.masked.connect(self._say_nothing)
        self.setFocusProxy(self.strip)

    # --- news -----------------------------------------------------------------------------------

    @Slot(object)
    def take(self, news: QueueNews) -> None:
        """What changed at the engine."""
        if not news.current:
            self.personal.conceal()
        if self.book.take(news) or news.current != self._current:
            self._current = news.current
            self._show_if_seen()

    @Slot(object)
    def take_personal(self, found: FieldPersonal) -> None:
        """What the engine shows this seat of people, if their case is still in view."""
        if (found.kind, found.id) == ("guard_case", self.chosen) and self.isVisible():
            self.personal.reveal(entries_in(found.personal), found.until, self.now)

    @Slot(object)
    def take_action(self, news: ActionNews) -> None:
        """What became of an act of the field."""
        self._message.take(news)

    def set_now(self, now: datetime) -> None:
        """Time goes on: once a minute the strip and the states are drawn anew."""
        self.now = now
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self._show_if_seen()

    # --- choosing -------------------------------------------------------------------------------

    @property
    def case(self) -> Case | None:
        """The case in view."""
        return self.book.cases.get(self.chosen)

    def chosen_subject(self) -> str:
        """How acts name the case in view; empty when there is none."""
        return f"guard_case:{self.chosen}" if self.case is not None else ""

    def chosen_name(self) -> str:
        """What the list calls it."""
        return self.cases.board.title_of(self.chosen)

    def choose(self, record: str) -> None:
        """Show a case."""
        if record in self.book.cases and record != self.chosen:
            self.chosen = record
            self.form.put_away()
            self._show(anew=True)

    def choose_for(self, alert: Alert) -> bool:
        """Show the case an alert is about: on whose timeline it is, by code, or by its watch."""
        named = {alert.subject, alert.source, alert.unit} - {None, "engine"}
        found = [
            key
            for key, case in self.book.cases.items()
            if case.is_open and (named & {case.code, *case.watches} or _tells_of(case, alert))
        ]
        if found:
            self.choose(found[0])
        return bool(found)

    def move_case(self, by: int) -> None:
        """The next or the previous case of the board."""
        rows = [row.record for row in self.cases.board.rows]
        if rows:
            at = rows.index(self.chosen) + by if self.chosen in rows else 0
            self.choose(rows[min(max(at, 0), len(rows) - 1)])

    @Slot()
    def take_focus(self) -> None:
        """Give the board the keys."""
        self.strip.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.choose(self.cases.record_at(index))
        self.take_focus()

    @Slot(int, str)
    def _strip_chosen(self, _day: int, _post: str) -> None:
        self._enable()

    # --- acts -----------------------------------------------------------------------------------

    def trigger(self, name: str) -> bool:
        """Open the form of an act; False when it stands for nothing now."""
        if name == "camera" and self.case is not None and self.case.cameras:
            self._look_home(self.case.cameras)
            return True
        form = form_of(name, self)
        if form is None:
            return False
        self._message.say("")
        self.form.open(form)
        return True

    def _look_home(self, cameras: Sequence[str]) -> None:
        """The home camera on the spot; the next one with each press."""
        last = cameras.index(self._camera) if self._camera in cameras else -1
        self._camera = cameras[(last + 1) % len(cameras)]
        self.camera_chosen.emit(self._camera)

    def _pressed(self, name: str, _checked: bool = False) -> None:
        self.trigger(name)

    @Slot(object)
    def _send(self, wish: Wish) -> None:
        if wish.purpose:
            self.reveal_wished.emit(wish.subject, wish.purpose, wish.words)
        else:
            self.wished.emit(wish.subject, wish.act, wish.words, wish.content_text)

    # --- showing --------------------------------------------------------------------------------

    def text(self) -> str:
        """What the panel says, for tests and screen readers."""
        rows = [row.text() for row in self.cases.board.rows]
        lists = (self.roll, self.timeline)
        lines = [each.item(at).text() for each in lists for at in range(each.count())]
        parts = (self._title.text(), *rows, self.head.text(), self.strip.text())
        return "\n".join((*parts, self.personal.text(), *lines, self._message.text()))

    def _show_if_seen(self) -> None:
        """Nothing is worked out for a board that nobody sees: it is when it is shown."""
        if self.isVisible():
            self._show()

    def _show(self, *, anew: bool = False) -> None:
        ordered = self.book.ordered()
        if self.chosen not in self.book.cases:
            self.chosen = ordered[0][0] if ordered else ""
            anew = True
        rows = [case_row(key, case, self.now) for key, case in ordered]
        self.cases.show_rows(rows, self.chosen)
        self._pages.setCurrentIndex(1 if self.case is not None else 0)
        self._name()
        self.roll.clear()
        self.roll.addItems(roll_lines(self.book, self.now))
        if self.case is not None:
            self._show_case(self.case, anew=anew)
        self._enable()

    def _show_case(self, case: Case, *, anew: bool) -> None:
        self.head.show_case(case, self.now)
        gaps = self.book.gaps(case, self.now)
        self.strip.show_rows(rows_of(case, gaps), self.now, anew=anew)
        erased, is_open = case.erased is not None, case.is_open
        self.personal.show_case(case.code, case.personal, erased=erased, is_open=is_open)
        self.timeline.clear()
        for line in reversed(case.timeline[-_LINES:]):
            self.timeline.addItem(timeline_text(line))

    def _name(self) -> None:
        cases = self.book.cases.values()
        counts = (sum(c.is_open for c in cases), sum(bool(c.told_gaps) for c in cases if c.is_open))
        text = self.tr("{cases} open, {gaps} with gaps")
        words = text.format(cases=counts[0], gaps=counts[1])
        wrong = standing_words(current=self._current, unreadable=self.book.unreadable)
        self._title.setText("\n".join(each for each in (words, wrong) if each))
        restyle(self._title, "warning" if wrong else "")

    def _enable(self) -> None:
        for act in ACTS:
            self.buttons[act.name].setEnabled(is_offered(act.name, self))

    @Slot()
    def _say_nothing(self) -> None:
        self._message.say("")

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        for act in ACTS:
            self.buttons[act.name].setText(f"{act.word()}  {act.cap}")
        self.setStatusTip(
            self.tr(
                "PgUp PgDn case · ↑↓ day · ←→ post · with Shift: timeline and guards · Esc back"
            )
        )
        self.setWindowTitle(self.tr("Guard details"))
        self._guards.setText(self.tr("Guards"))
        self._empty.setText(self.tr("No guard detail is open. Ins opens one."))
        self.strip.set_words(self.tr("covered"))

    # --- Qt -------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Up: partial(self.strip.move_day, -1),
            Qt.Key.Key_Down: partial(self.strip.move_day, 1),
            Qt.Key.Key_Left: partial(self.strip.move_post, -1),
            Qt.Key.Key_Right: partial(self.strip.move_post, 1),
            Qt.Key.Key_PageUp: partial(self.move_case, -1),
            Qt.Key.Key_PageDown: partial(self.move_case, 1),
        }
        key = event.key()  # in Hangul mode a number that is no member of Qt.Key
        if key in moves and event.modifiers() & _SHIFT:
            lines = self.timeline if key in _PAGES else self.roll
            read_on(lines, 1 if key in {Qt.Key.Key_PageDown, Qt.Key.Key_Down} else -1)
        elif key in moves:
            moves[key]()
        elif key == Qt.Key.Key_Escape and self.personal.is_revealed:
            self.personal.conceal()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif not self._letter(event):
            super().keyPressEvent(event)

    def _letter(self, event: QKeyEvent) -> bool:
        """An act of the board. A letter that is none goes nowhere: here no key acts on alerts."""
        cap = cap_of(event)
        name = act_of(cap)
        if name and not event.isAutoRepeat() and not self.trigger(name):
            self._message.say(not_now(word_of(name)), "warning")
        return bool(name or (len(cap) == 1 and cap.isalpha()))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._show()
        super().showEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.form.put_away()  # what was typed may name people
        super().hideEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._bar.fit(event.size().width())
        self.form.fit(event.size().width())
        super().resizeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show()
        super().changeEvent(event)


def _tells_of(case: Case, alert: Alert) -> bool:
    return any(line.alert == alert.number for line in case.timeline)
