"""A board of the field work: pages of rows, the facts of the chosen one, acts by key. GUI thread.

It shows what the engine says and asks for what the operator wants; it decides nothing. Whoever
builds it feeds `take`, `take_action` and `set_now`, and sends what `wished` asks for. What its
pages are about, they know themselves.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from console.ports.seat_link import ActionNews, QueueNews
from widgets.field.act_rows import ActRows, cap_of
from widgets.field.form import FieldForm, Wish
from widgets.field.page import FieldPage
from widgets.field.rows import BoardList, FactList, read_on
from widgets.field.said import Said, not_now, standing_words
from widgets.overrides import sealed
from widgets.theme import SIZES
from widgets.words.reasons import reason_text

_LEAST_LIST = 250


@sealed
class FieldPanel(QFrame):
    """`wished(subject, act, words, content)`, the content as JSON text; `left()` to the queue.

    `chosen_changed(page, record)` tells what is in view.
    """

    wished = Signal(str, str, str, str)
    left = Signal()
    chosen_changed = Signal(int, str)

    def __init__(
        self,
        pages: Sequence[FieldPage],
        now: datetime,
        reason: Callable[[str], str] = reason_text,
    ) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.pages, self.now = tuple(pages), now
        self._minute = now.replace(second=0, microsecond=0)
        self.page_index, self._behind = 0, False
        self._current = True
        self._chosen = [""] * len(self.pages)
        self.rows, self.facts, self.form = BoardList(), FactList(), FieldForm()
        self._tabs = [QPushButton() for _ in self.pages]
        self._message, self._empty, self._stale = Said(reason), QLabel(), QLabel()
        self._acts = ActRows()
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self._connect()
        self._open_page(0)
        self._tell_name()

    def name(self) -> str:
        """What the whole board is called."""
        return ""

    def _tell_name(self) -> None:
        self.setStatusTip(self.tr("↑↓ row · ←→ page · PgUp PgDn read on · Esc back"))
        self.setWindowTitle(self.name())

    # --- parts ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._empty.setProperty("tone", "quiet")
        self._stale.setProperty("tone", "warning")
        for label in (self._empty, self._stale):
            label.setWordWrap(True)
            label.hide()
        self.rows.setMinimumWidth(_LEAST_LIST)
        list_ = QWidget()
        left = QVBoxLayout(list_)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(SIZES.gap)
        self.form.push_aside(list_)
        for widget in (self._stale, self._empty):
            left.addWidget(widget)
        left.addWidget(self.rows, 1)
        self.right = right = QVBoxLayout()
        right.setSpacing(SIZES.gap)
        right.addWidget(self.facts, 1)
        right.addWidget(self._message)
        right.addWidget(self.form)
        right.addLayout(self._acts)
        below = QHBoxLayout()
        below.setSpacing(SIZES.margin)
        below.addWidget(list_, 2)
        below.addLayout(right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.margin, SIZES.gap, SIZES.margin, SIZES.gap)
        column.setSpacing(SIZES.gap)
        column.addLayout(self._tab_row())
        column.addLayout(below, 1)

    def _tab_row(self) -> ActRows:
        row = ActRows(filling=False)
        for at, tab in enumerate(self._tabs):
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tab.clicked.connect(partial(self._tab_clicked, at))
            row.addWidget(tab)
        return row

    def _connect(self) -> None:
        self.rows.clicked.connect(self._clicked)
        self.form.sent.connect(self.send)
        self.form.left.connect(self.take_focus)

    # --- news -----------------------------------------------------------------------------------

    @Slot(object)
    def take(self, news: QueueNews) -> None:
        """What changed at the engine."""
        changed = [page.take(news) for page in self.pages]
        self._current = news.current
        self._say_standing()
        if any(changed):
            self.changed()

    def unreadable(self) -> int:
        """How many records of its kinds could not be read."""
        return 0

    def _say_standing(self) -> None:
        words = standing_words(current=self._current, unreadable=self.unreadable())
        if words != self._stale.text():
            self._stale.setText(words)
            self._stale.setVisible(bool(words))

    @Slot(object)
    def take_action(self, news: ActionNews) -> None:
        """What became of an act of the field."""
        self._message.take(news)

    def set_now(self, now: datetime) -> None:
        """Time goes on: ages and what is late are told anew, once a second for what is in view."""
        self.now = now
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self.changed()
        elif self.isVisible():
            self._show_facts()

    def changed(self) -> None:
        """Show it; a board behind another shows it when it comes up."""
        self._behind = not self.isVisible()
        if not self._behind:
            self.show_all()

    def _catch_up(self) -> None:
        if self._behind:
            self.show_all()

    # --- choosing -------------------------------------------------------------------------------

    @property
    def page(self) -> FieldPage:
        """The page in view."""
        return self.pages[self.page_index]

    @property
    def chosen(self) -> str:
        """The record in view; empty when there is none."""
        return self._chosen[self.page_index]

    def chosen_subject(self) -> str:
        """How acts name the record in view; empty when there is none."""
        return f"{self.page.kind}:{self.chosen}" if self.page.kind and self.chosen else ""

    def chosen_name(self) -> str:
        """What the list calls it."""
        return self.rows.board.title_of(self.chosen)

    def choose(self, record: str, page: int | None = None) -> bool:
        """Show a record; whether it is on its board."""
        self._catch_up()
        if page is not None and page != self.page_index:
            self._open_page(page)
        if record not in {row.record for row in self.rows.board.rows}:
            return False
        if record != self.chosen:
            self._chosen[self.page_index] = record
            self.form.put_away()
            self.show_all()
        return True

    def step(self, by: int) -> None:
        """The next or the previous row."""
        records = [row.record for row in self.rows.board.rows]
        if records:
            at = records.index(self.chosen) + by if self.chosen in records else 0
            self.choose(records[min(max(at, 0), len(records) - 1)])

    def turn(self, by: int) -> None:
        """The next or the previous page."""
        self._open_page((self.page_index + by) % len(self.pages))

    @Slot()
    def take_focus(self) -> None:
        """Give the board the keys."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_page(self, at: int) -> None:
        self.form.put_away()
        self.page_index = at
        self.say("")
        self._make_buttons()
        self.show_all()

    def _tab_clicked(self, at: int, _checked: bool = False) -> None:
        self._open_page(at)
        self.take_focus()

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.choose(self.rows.record_at(index))
        self.take_focus()

    # --- acts -----------------------------------------------------------------------------------

    def trigger(self, name: str) -> bool:
        """Open the form of an act, or send it where it asks for nothing; False when it cannot."""
        form = self.page.form(name, self.chosen, self.now) if name else None
        if form is None:
            return False
        self.say("")
        if form.fields:
            self.form.open(form)
        else:
            self.send(form.read({}))
        return True

    @Slot(object)
    def send(self, wish: Wish) -> None:
        """Ask the engine."""
        self.wished.emit(wish.subject, wish.act, wish.words, wish.content_text)

    def _pressed(self, name: str, _checked: bool = False) -> None:
        self.trigger(name)

    def _make_buttons(self) -> None:
        for button in self.buttons.values():
            self._acts.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for act in self.page.acts():
            button = QPushButton(f"{act.word}  {act.cap}")
            button.clicked.connect(partial(self._pressed, act.name))
            self.buttons[act.name] = button
        self._acts.lay(list(self.buttons.values()))

    # --- showing --------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Rows, facts, names and acts as they stand now."""
        self._behind = False
        rows = self.page.rows(self.now)
        records = [row.record for row in rows]
        if self.chosen not in records:
            self._chosen[self.page_index] = records[0] if records else ""
        self.rows.show_rows(rows, self.chosen)
        for at, (tab, page) in enumerate(zip(self._tabs, self.pages, strict=True)):
            tab.setText(page.title(self.now))
            tab.setChecked(at == self.page_index)
        self._empty.setText(self.page.empty())
        self._empty.setVisible(not rows)
        self._show_facts()
        for name, button in self.buttons.items():
            button.setEnabled(self.page.form(name, self.chosen, self.now) is not None)
        self.chosen_changed.emit(self.page_index, self.chosen)

    def _show_facts(self) -> None:
        self.facts.show_facts(self.page.facts(self.chosen, self.now) if self.chosen else ())

    def say(self, text: str, tone: str = "") -> None:
        """A line above the acts; empty takes it away."""
        self._message.say(text, tone)

    def text(self) -> str:
        """What the panel says, for tests and screen readers."""
        rows = [row.text() for row in self.rows.board.rows]
        tabs = [tab.text() for tab in self._tabs]
        facts = [fact.text for fact in self.facts.facts]
        return "\n".join((*tabs, self._stale.text(), *rows, *facts, self._message.text()))

    # --- Qt -------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Up: partial(self.step, -1),
            Qt.Key.Key_Down: partial(self.step, 1),
            Qt.Key.Key_Left: partial(self.turn, -1),
            Qt.Key.Key_Right: partial(self.turn, 1),
            Qt.Key.Key_PageUp: partial(read_on, self.facts, -1),
            Qt.Key.Key_PageDown: partial(read_on, self.facts, 1),
        }
        key = event.key()  # in Hangul mode a number that is no member of Qt.Key
        if key in moves:
            moves[key]()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif not self._take_act(event):
            super().keyPressEvent(event)

    def _take_act(self, event: QKeyEvent) -> bool:
        """An act of the page. A letter that is none goes nowhere: here no key acts on alerts."""
        cap = cap_of(event)
        act = next((act for act in self.page.acts() if cap and act.cap == cap), None)
        if act is not None and not event.isAutoRepeat() and not self.trigger(act.name):
            self.say(not_now(act.word), "warning")
        return bool(act or (len(cap) == 1 and cap.isalpha()))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._catch_up()
        super().showEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.form.fit(event.size().width())
        super().resizeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._make_buttons()
            self.show_all()
            self._say_standing()
            self._tell_name()
        super().changeEvent(event)
