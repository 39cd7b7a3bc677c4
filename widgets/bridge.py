"""The bridge from the seat link to the panels: merged news, every 50 ms, on the GUI thread.

No thread, no socket, no work of its own (design law 6): it asks the link for what happened since
the last round and hands each piece on as a Qt signal.
"""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from console.ports.seat_link import ActionNews, LinkNews, QueueNews, SeatLink
from console.wire.room_values import FiguresPage
from console.wire.seat_values import FieldPersonal, HistoryPage, PicturePage

DRAIN_MS = 50


class Bridge(QObject):
    """Emits `link_news(LinkNews)`, `queue_news(QueueNews)`, `action_news(ActionNews)`.

    Also `history_page(HistoryPage)`, the answer to a search, and `personal_news(FieldPersonal)`:
    what this seat asked to see about people; `figures_page(FiguresPage)`, the supervisor's figures;
    `picture_page(PicturePage)`, a picture that came with an event.
    """

    link_news = Signal(object)
    queue_news = Signal(object)
    action_news = Signal(object)
    history_page = Signal(object)
    personal_news = Signal(object)
    figures_page = Signal(object)
    picture_page = Signal(object)

    def __init__(self, link: SeatLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(DRAIN_MS)
        self._timer.timeout.connect(self.drain)

    def start(self) -> None:
        """Begin draining."""
        self._timer.start()

    def stop(self) -> None:
        """Stop draining; news waits in the link."""
        self._timer.stop()

    @Slot()
    def drain(self) -> None:
        """Hand on what waits, in order."""
        for news in self._link.drain():
            if isinstance(news, QueueNews):
                self.queue_news.emit(news)
            elif isinstance(news, LinkNews):
                self.link_news.emit(news)
            elif isinstance(news, ActionNews):
                self.action_news.emit(news)
            elif isinstance(news, HistoryPage):
                self.history_page.emit(news)
            elif isinstance(news, FieldPersonal):
                self.personal_news.emit(news)
            elif isinstance(news, FiguresPage):
                self.figures_page.emit(news)
            elif isinstance(news, PicturePage):
                self.picture_page.emit(news)
