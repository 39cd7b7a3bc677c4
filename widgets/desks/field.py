"""The boards of the field work over the pictures and the map, one at a time. GUI thread.

It carries news to every board and each board's wishes to the seat's link; which board asked is
remembered, so that the answer is told there. It decides nothing and knows no kind of work.
"""

from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from console.domain.site import Site
from console.ports.clock import Clock
from console.ports.history import PictureLink
from console.ports.map_overlay import ChosenPoint
from console.ports.player import Pictures
from console.ports.seat_link import ActionNews, QueueNews, SeatLink
from console.wire.seat_values import FieldPersonal, PicturePage, PictureWanted
from widgets.board import Board
from widgets.bridge import Bridge
from widgets.desks.erasing import ERASE, Erasing
from widgets.escorts.panel import MANY_POINTS, Escorts
from widgets.guard_details.panel import GuardDetails
from widgets.patrols.panel import PatrolsPanel
from widgets.shelters.panel import SheltersPanel
from widgets.window.layout import Panels

FIELD_KINDS = frozenset({"field", "field_reveal"})
_TICK_MS = 1_000


class FieldBoard(Protocol):
    """What the boards have in common. `wished` is subject, act, words, content as JSON text."""

    wished: SignalInstance
    left: SignalInstance

    def take(self, news: QueueNews) -> None:
        """What changed at the engine."""

    def take_action(self, news: ActionNews) -> None:
        """What became of an act this board asked for."""

    def set_now(self, now: datetime) -> None:
        """Time goes on."""

    def take_focus(self) -> None:
        """Give it the keys."""

    def chosen_subject(self) -> str:
        """How acts name the record in view; empty when there is none."""

    def chosen_name(self) -> str:
        """What the list of the board calls it."""


class FieldBoards(QObject):
    """Boards by the letter that opens each with Ctrl, over the pictures and the map.

    Closed by `stop()`.
    """

    def __init__(
        self, panels: Panels, link: SeatLink, bridge: Bridge, clock: Clock, who: tuple[str, str]
    ) -> None:
        super().__init__(bridge)
        self._panels, self._link, self._clock = panels, link, clock
        self._frames: dict[str, Board] = {}
        self._boards: dict[str, FieldBoard] = {}
        self._asked: dict[str, FieldBoard] = {}
        self._erasing = Erasing(who, self)
        self._erasing.wished.connect(self._erase)
        self._pictures = 0
        bridge.queue_news.connect(self.take_queue)
        bridge.action_news.connect(self.take_action)
        bridge.personal_news.connect(self.take_personal)
        bridge.picture_page.connect(self.take_picture)
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK_MS)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start()

    def stop(self) -> None:
        """End the clock of the boards and their pictures; safe to call twice."""
        self._ticker.stop()
        self._erasing.stop()
        for board in self._boards.values():
            shut = getattr(board, "shut", None)
            if shut is not None:
                shut()

    def add(self, letter: str, board: FieldBoard, frame: Board) -> None:
        """One more board, in a frame of its own with the board's window title and status tip."""
        if isinstance(board, QWidget):
            frame.body.addWidget(board, 1)
            head = partial(_head, board, frame)
            head("")
            board.windowTitleChanged.connect(head)  # another language changes it
        self._boards[letter], self._frames[letter] = board, frame
        _Wishes(self._link, board, self._asked, frame)
        self._erasing.add(board, frame)
        board.left.connect(frame.put_away)
        pictures = getattr(board, "picture_wished", None)
        if pictures is not None:
            pictures.connect(self._ask_picture)
        cameras = getattr(board, "camera_chosen", None)
        if cameras is not None:
            cameras.connect(self._show_camera)
        frame.left.connect(self._go_back)

    def toggle(self, letter: str) -> bool:
        """Show the board of a letter or put it away; False when there is none."""
        frame = self._frames.get(letter)
        if frame is None:
            return False
        if not frame.isHidden():
            frame.put_away()
            return True
        for other in self._frames.values():
            other.hide()
        self._choose(self._boards[letter])
        frame.open_over(self._panels.left)
        self._boards[letter].take_focus()
        return True

    def follow_list(self) -> None:
        """The site's lists changed."""
        for board in self._boards.values():
            follow = getattr(board, "follow_list", None)
            if follow is not None:
                follow()

    def put_away(self) -> bool:
        """Hide whichever board is shown; False when none was."""
        shown = [frame for frame in self._frames.values() if not frame.isHidden()]
        for frame in shown:
            frame.put_away()
        return bool(shown)

    @Slot(object)
    def take_queue(self, news: QueueNews) -> None:
        """News for every board."""
        self._erasing.take_queue(news)
        for board in self._boards.values():
            board.take(news)

    @Slot(object)
    def take_action(self, news: ActionNews) -> None:
        """Told to the board that asked."""
        board = self._asked.get(news.action)
        if board is None:
            return
        board.take_action(news)
        self._erasing.take_action(news)
        if news.state in {"accepted", "refused"}:
            del self._asked[news.action]

    @Slot(object, str, str)
    def _erase(self, board: FieldBoard, subject: str, purpose: str) -> None:
        sent = self._link.submit("field", 0, text=purpose, subject=subject, choice=ERASE)
        self._asked[sent] = board
        self._erasing.sent(sent, subject)

    @Slot(object)
    def take_picture(self, page: PicturePage) -> None:
        """A picture that came with an event, for the boards that show any."""
        for board in self._boards.values():
            take = getattr(board, "take_picture", None)
            if take is not None:
                take(page)

    @Slot(str)
    def _ask_picture(self, sha256: str) -> None:
        if isinstance(self._link, PictureLink):
            self._pictures += 1
            self._link.ask_picture(PictureWanted(self._pictures, sha256))
        else:
            self.take_picture(PicturePage(0, sha256, fault="There is no engine to ask."))

    @Slot(object)
    def take_personal(self, found: FieldPersonal) -> None:
        """What this seat asked to see about people, for the boards that show any."""
        for board in self._boards.values():
            take = getattr(board, "take_personal", None)
            if take is not None:
                take(found)

    def _choose(self, board: FieldBoard) -> None:
        """A board that knows the chosen alert's record opens on it."""
        row = self._panels.model.find(self._panels.queue.chosen or 0)
        choose = getattr(board, "choose_for", None)
        if row is not None and choose is not None:
            choose(row.alert)

    @Slot()
    def _tick(self) -> None:
        now = self._clock.now()
        for board in self._boards.values():
            board.set_now(now)

    @Slot(str)
    def _show_camera(self, camera: str) -> None:
        """On the spot, with the board out of the way."""
        self._panels.wall.show_on_spot(camera, "")
        self.put_away()

    @Slot()
    def _go_back(self) -> None:
        self._panels.queue.view.setFocus()


def _head(board: QWidget, frame: Board, _title: str) -> None:
    frame.title.setText(board.windowTitle())
    frame.hint.setText(board.statusTip())


def open_boards(
    panels: Panels,
    link: SeatLink,
    bridge: Bridge,
    clock: Clock,
    who: tuple[str, str],
    site: Site,
    pictures: Pictures,
) -> FieldBoards:
    """All boards of the field work of one window; `who` is seat and operator."""
    boards, window = FieldBoards(panels, link, bridge, clock, who), panels.status.window()
    seat, operator = who
    boards.add("G", GuardDetails(operator, seat, clock.now()), Board(window))
    patrols, shelters = PatrolsPanel(site, clock.now()), SheltersPanel(site, clock.now())
    patrols.overlay_changed.connect(partial(panels.map.set_overlay, "patrols"))
    shelters.overlay_changed.connect(partial(panels.map.set_overlay, "shelters"))
    panels.detail.bound = shelters.book.bound
    panels.map.set_bound(shelters.book.bound)
    patrols.put_on_map.connect(partial(panels.map.show_overlay, "patrols"))
    shelters.put_on_map.connect(partial(panels.map.show_overlay, "shelters"))
    patrols.point_wished.connect(panels.map.ask_point)
    panels.map.point_chosen.connect(patrols.take_point)
    panels.map.point_given_up.connect(patrols.give_up_point)
    boards.add("P", patrols, Board(window))
    boards.add("L", shelters, Board(window))
    escorts, frame = Escorts(site, pictures, clock.now()), Board(window)
    escorts.overlay_changed.connect(partial(panels.map.set_overlay, "escorts"))
    boards.add("E", escorts, frame)
    _Points(panels, escorts, frame)
    return boards


class _Points(QObject):
    """Puts a board aside while points of the map are chosen for one of its fields.

    One press is one point. For a field of several the map asks again until Esc is pressed.
    """

    def __init__(self, panels: Panels, board: Escorts, frame: Board) -> None:
        super().__init__(frame)
        self._panels, self._board, self._frame = panels, board, frame
        self._purpose = ""
        board.point_wished.connect(self._ask)
        panels.map.point_chosen.connect(self._take)
        panels.map.point_given_up.connect(self._give_up)

    @Slot(str)
    def _ask(self, purpose: str) -> None:
        self._purpose = purpose
        self._frame.hide()
        self._panels.map.ask_point(purpose)
        self._panels.map.setFocus()

    @Slot(object)
    def _take(self, point: ChosenPoint) -> None:
        if not self._purpose or point.purpose != self._purpose:
            return
        self._board.take_point(point)
        if point.purpose in MANY_POINTS:
            self._panels.map.ask_point(self._purpose)
        else:
            self._come_back()

    @Slot(str)
    def _give_up(self, purpose: str) -> None:
        if self._purpose and purpose == self._purpose:
            self._come_back()

    def _come_back(self) -> None:
        self._purpose = ""
        self._frame.open_over(self._panels.left)
        self._board.take_focus()


class _Wishes(QObject):
    """Sends the wishes of one board, and notes that it asked."""

    def __init__(
        self, link: SeatLink, board: FieldBoard, asked: dict[str, FieldBoard], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._link, self._board, self._asked = link, board, asked
        board.wished.connect(self._wish)
        looks = getattr(board, "reveal_wished", None)
        if looks is not None:
            looks.connect(self._look)

    @Slot(str, str, str, str)
    def _wish(self, subject: str, act: str, words: str, content: str) -> None:
        sent = self._link.submit(
            "field", 0, text=words, subject=subject, choice=act, content=content
        )
        self._asked[sent] = self._board

    @Slot(str, str, str)
    def _look(self, subject: str, purpose: str, why: str) -> None:
        sent = self._link.submit("field_reveal", 0, text=why, subject=subject, choice=purpose)
        self._asked[sent] = self._board
