"""The escorts: bookings, teams and check-ins on the left, the chosen walk on the right.

GUI thread. It shows what the engine says and asks for what the operator wants; it decides nothing.
Whoever builds it feeds `take`, `take_personal`, `take_action`, `take_point` and `set_now`, sends
what `wished` and `reveal_wished` ask for, and calls `shut` at the end.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from console.domain.alerts.alert import Alert
from console.domain.field.escort import Escort
from console.domain.site import Site
from console.ports.map_overlay import ChosenPoint, Overlay
from console.ports.player import Pictures
from console.ports.seat_link import ActionNews, QueueNews
from console.wire.seat_values import FieldPersonal
from widgets.escorts.acts import ACTS, Chosen, act_for, act_word, why_not
from widgets.escorts.book import EscortBook
from widgets.escorts.follow import Walks
from widgets.escorts.ground import ground_of
from widgets.escorts.intake import drawn
from widgets.escorts.overlay import draft_overlay, overlay_of
from widgets.escorts.parts import RARE, Parts
from widgets.escorts.rows import check_row, escort_row, team_row
from widgets.escorts.typed import point_text, stop_text
from widgets.escorts.words import capacity_text, head_text, mark_text, walk_text, when_text
from widgets.field.act_rows import cap_of
from widgets.field.form import Form, Wish
from widgets.field.rows import BoardList, read_on
from widgets.field.said import standing_words
from widgets.overrides import sealed

MANY_POINTS = frozenset({"escort.way", "escort.stops"})
"""Purposes for which the map is asked again after each point."""
_SECTIONS = ("escort", "team", "unit")


@sealed
class Escorts(QFrame):
    """Signals: `wished(subject, act, words, content)`, the content as JSON text.

    `reveal_wished(subject, choice, purpose)`; `camera_chosen(camera)`;
    `overlay_changed(Overlay | None)`; `point_wished(purpose)`, answered with `take_point`; `left()`
    when the queue gets the keys.
    """

    wished = Signal(str, str, str, str)
    reveal_wished = Signal(str, str, str)
    camera_chosen = Signal(str)
    overlay_changed = Signal(object)
    point_wished = Signal(str)
    left = Signal()

    def __init__(
        self,
        site: Site,
        pictures: Pictures,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._site = site
        self.book, self._walks, self._ground = EscortBook(), Walks(site), ground_of(site)
        self.now, self._current = now, True
        self.chosen = dict.fromkeys(_SECTIONS, "")
        self.section = "escort"
        self._overlay: Overlay | None = None
        self.parts = Parts(self, site, pictures, [act.name for act in ACTS])
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        parts = self.parts
        for section, rows in self._lists().items():
            rows.clicked.connect(partial(self._clicked, section))
        for name, button in parts.buttons.items():
            button.clicked.connect(partial(self._pressed, name))
        parts.form.sent.connect(self._send)
        parts.form.left.connect(self._form_left)
        parts.form.point_wished.connect(self.point_wished)
        parts.strip.camera_chosen.connect(self.camera_chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _lists(self) -> dict[str, BoardList]:
        parts = self.parts
        return {"escort": parts.escorts, "team": parts.teams, "unit": parts.units}

    # --- news -----------------------------------------------------------------------------------

    @Slot(object)
    def take(self, news: QueueNews) -> None:
        """What changed at the engine."""
        if not news.current:
            self.parts.people.conceal()
        changed = self.book.take(news) or news.current != self._current
        self._current = news.current
        moved = {fix.unit for fix in news.positions}
        self._walks.see_all(self.book.walkers(moved))
        self._walks.keep(self.book.escorts.items())
        if changed:
            self._show()
        elif moved:
            self._show_moved()

    @Slot(object)
    def take_personal(self, found: FieldPersonal) -> None:
        """What the engine shows this seat of people, if their escort is still in view."""
        if (found.kind, found.id) == ("escort", self.chosen["escort"]) and self.isVisible():
            self.parts.people.reveal(found)
            self._show_walk()

    @Slot(object)
    def take_action(self, news: ActionNews) -> None:
        """What became of an act of the field."""
        self.parts.message.take(news)

    @Slot(object)
    def take_point(self, point: ChosenPoint) -> None:
        """A point of the map for the field that asked."""
        form, text = self.parts.form, point_text(point.place)
        if point.purpose == "escort.stops":
            values = form.values()
            number = values.get("stops", "").count("@") + 1
            text = stop_text(values, number, point.place, self.now)
        if form.take_point(point.purpose, text):
            self._show_overlay()

    def follow_list(self) -> None:
        """The site's lists changed: its cameras, neighbours and fixed ways."""
        self._ground = ground_of(self._site)
        self._walks.follow_list()
        self._walks.see_all(self.book.walkers())
        self._show_moved()

    def set_now(self, now: datetime) -> None:
        """Time goes on, once a second."""
        self.now = now
        self._show()

    # --- choosing -------------------------------------------------------------------------------

    @property
    def walk(self) -> Escort | None:
        """The chosen escort."""
        return self.book.escorts.get(self.chosen["escort"])

    def chosen_subject(self) -> str:
        """How acts name the chosen escort; empty when there is none."""
        return f"escort:{self.chosen['escort']}" if self.walk is not None else ""

    def chosen_name(self) -> str:
        """What the list calls it."""
        return self.parts.escorts.board.title_of(self.chosen["escort"])

    def choose(self, key: str, section: str = "escort") -> None:
        """Show an escort, a team or a unit."""
        self.section = section
        if key != self.chosen[section]:
            self.chosen[section] = key
            self.parts.people.conceal()
            if section == "escort":
                self.parts.form.put_away()
        self._show()

    def choose_for(self, alert: Alert) -> bool:
        """Show what an alert names (`escort:12`); whether it is here."""
        kind, _, key = (alert.subject or "").partition(":")
        if kind == "escort" and key in self.book.escorts:
            self.choose(key)
            return True
        if kind == "check_in" and key in self.book.checks:
            self.choose(key, "unit")
            return True
        return False

    def move_row(self, by: int) -> None:
        """The next or the previous row of the list with the keys."""
        rows = self._lists()[self.section].board.rows
        if rows:
            keys = [row.record for row in rows]
            known = self.chosen[self.section]
            at = keys.index(known) + by if known in keys else 0
            self.choose(keys[min(max(at, 0), len(keys) - 1)], self.section)

    def move_section(self, by: int) -> None:
        """The keys go to another list."""
        self.section = _SECTIONS[(_SECTIONS.index(self.section) + by) % len(_SECTIONS)]
        self._show()

    @Slot()
    def take_focus(self) -> None:
        """Give the board the keys; a form that is being filled keeps them."""
        if self.parts.form.is_open:
            self.parts.form.take_focus()
        else:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _form_left(self) -> None:
        self.parts.make_room(filling=False)
        self._show_overlay()
        self.take_focus()

    def _clicked(self, section: str, index: QModelIndex) -> None:
        self.choose(self._lists()[section].record_at(index), section)
        self.take_focus()

    # --- acts -----------------------------------------------------------------------------------

    def _subject(self) -> Chosen:
        chosen = self.chosen
        return Chosen(
            self.book, self.now, self._ground, chosen["escort"], chosen["team"], chosen["unit"]
        )

    def trigger(self, name: str) -> bool:
        """Do an act, or open its form; False when it stands for nothing now."""
        act = next((act for act in ACTS if act.name == name), None)
        opened = act.opens(self._subject()) if act is not None else None
        if opened is None:
            return False
        self.parts.message.say("")
        if isinstance(opened, Form):
            self.parts.form.open(opened)
            self.parts.make_room(filling=True)
        elif opened[1] == "spot":
            self.camera_chosen.emit(self._walks.strip_of(self.chosen["escort"]).current)
        else:
            self.wished.emit(*opened, "", "")
        return True

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
        rows = [row.text() for rows in self._lists().values() for row in rows.board.rows]
        return "\n".join((*rows, self.parts.text()))

    def _show(self) -> None:
        if not self.isVisible():
            self._show_overlay()  # the map is seen all the same
            return
        book, now = self.book, self.now
        board = book.board(now)
        keys = [key for key, _ in board]
        if self.chosen["escort"] not in keys:
            self.chosen["escort"] = keys[0] if keys else ""
            self.parts.people.conceal()
        rows = {
            "escort": [escort_row(key, each, book, now) for key, each in board],
            "team": [team_row(key, each, book, now) for key, each in book.on_duty()],
            "unit": [check_row(each, now) for each in book.watched()],
        }
        for section, shown in self._lists().items():
            known = [row.record for row in rows[section]]
            if self.chosen[section] not in known:
                self.chosen[section] = known[0] if known else ""
            shown.show_rows(rows[section], self.chosen[section])
        self.parts.show_heads(self._heads(), self.section)
        self._show_walk()
        self._enable()

    def _heads(self) -> dict[str, str]:
        stale = standing_words(current=self._current, unreadable=self.book.unreadable)
        return {
            "title": head_text(self.book),
            "stale": stale,
            "capacity": capacity_text(self.book.capacities(self.now)),
            "clock": self._clock_words() if self.book.clock_is_set else "",
        }

    def _clock_words(self) -> str:
        return self.tr(
            "The engine's computer clock was set; deadlines go by the time before it. "
            "L takes the new time."
        )

    def _show_walk(self) -> None:
        parts, escort, key = self.parts, self.walk, self.chosen["escort"]
        strip = self._walks.strip_of(key)
        parts.pages.setCurrentIndex(0 if escort is None else 1)
        if escort is not None:
            fix = self.book.walker_of(escort)
            parts.walk_head.setText(walk_text(key, escort, self.book))
            parts.walk_state.setText(when_text(escort, self.now))
            parts.show_marks([mark_text(mark) for mark in reversed(escort.marks)])
            parts.people.show_at(self.now, is_open=escort.is_open)
            parts.show_strip(escort, strip, fix, self.now)
        self._show_overlay()

    def _show_moved(self) -> None:
        if not self.isVisible():
            self._show_overlay()
        else:
            self._show_walk()

    def _show_overlay(self) -> None:
        key = self.chosen["escort"]
        overlay = overlay_of(key, self.walk, self._walks.strip_of(key))
        if self.parts.form.is_open:
            overlay = draft_overlay(*drawn(self.parts.form.values())) or overlay
        if overlay != self._overlay:
            self._overlay = overlay
            self.overlay_changed.emit(overlay)

    def _enable(self) -> None:
        chosen = self._subject()
        for act in ACTS:
            self.parts.buttons[act.name].setEnabled(act.opens(chosen) is not None)
        self.parts.buttons[RARE].setVisible(self.book.clock_is_set)

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        for act in ACTS:
            self.parts.buttons[act.name].setText(f"{act_word(act.name)}  {act.cap}")
        self.setStatusTip(self.tr("↑↓ row · ←→ list · PgUp PgDn read on · Esc back"))
        self.setWindowTitle(self.tr("Escorts and check-ins"))
        # The translator itself says which language it speaks.
        self.parts.strip.set_language(self.tr("en"))
        self.parts.retranslate()
        self._show()

    def shut(self) -> None:
        """Stop every picture; safe to call twice."""
        self.parts.strip.shut()

    # --- Qt -------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Up: partial(self.move_row, -1),
            Qt.Key.Key_Down: partial(self.move_row, 1),
            Qt.Key.Key_Left: partial(self.move_section, -1),
            Qt.Key.Key_Right: partial(self.move_section, 1),
            Qt.Key.Key_PageUp: partial(read_on, self.parts.marks, -1),
            Qt.Key.Key_PageDown: partial(read_on, self.parts.marks, 1),
        }
        key = event.key()  # in Hangul mode a number that is no member of Qt.Key
        if key in moves:
            moves[key]()
        elif key == Qt.Key.Key_Escape and self.parts.people.is_shown:
            self.parts.people.conceal()
            self._show_walk()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif name := act_for(cap_of(event)):
            # The key is spent: M here never silences the room.
            if not event.isAutoRepeat() and not self.trigger(name):
                self.parts.message.say(why_not(name, self._subject()), "warning")
        else:
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        # Not in the strip's own resizing: Qt would lay its pictures out for the size before.
        self.parts.fit(event.size().width())
        super().resizeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
