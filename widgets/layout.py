"""Where every panel of the window sits. GUI thread; connects nothing.

Pictures (16:9) above the map on the left, queue above the chosen alert on the right; clock, queue,
link and count keep their places whatever happens (R-HMI-07).
"""

from itertools import pairwise

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from console.domain.alert_types import Catalogue
from console.domain.site import Site
from console.ports.clock import Clock
from console.ports.player import Pictures
from widgets.alert_queue.panel import AlertQueue
from widgets.detail.panel import Detail
from widgets.key_list import KeyList
from widgets.live_map.panel import LiveMap
from widgets.models.alert_queue_model import AlertQueueModel
from widgets.models.alert_row import RowMaker
from widgets.models.nearby import PlaceWords
from widgets.notices import Notices
from widgets.status_bar.panel import StatusBar
from widgets.top_bar import TopBar
from widgets.video_wall.panel import VideoWall

NOTICES = ("link", "gap", "store", "pictures", "sound")
_LEFT_SHARE = 0.60
_QUEUE_SHARE = 0.50
_MAP_LEAST = 180


class Panels:
    """All panels of one window, laid out in it."""

    def __init__(
        self,
        window: QMainWindow,
        site: Site,
        pictures: Pictures,
        catalogue: Catalogue,
        language: str,
        operator: str,
        seat: str,
        clock: Clock,
    ) -> None:
        maker = RowMaker(catalogue, PlaceWords(site), language)
        self.model = AlertQueueModel(maker, window)
        self.top = TopBar(site, operator, seat, language)
        self.notices = Notices(NOTICES)
        self.wall = VideoWall(site, pictures, language)
        self.map = LiveMap(site, language)
        self.queue = AlertQueue(self.model, clock.now)
        self.detail = Detail(site, catalogue, operator, language)
        self.status = StatusBar()
        self._moved = False
        self._build(window)
        self.keys = KeyList(window)

    def _build(self, window: QMainWindow) -> None:
        self._left = self._splitter(Qt.Orientation.Vertical, self.wall, self.map)
        self._right = self._splitter(Qt.Orientation.Vertical, self.queue, self.detail)
        self._middle = self._splitter(Qt.Orientation.Horizontal, self._left, self._right)
        centre = QWidget()
        centre.setObjectName("console")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.top, self.notices):
            column.addWidget(widget)
        column.addWidget(self._middle, 1)
        column.addWidget(self.status)
        window.setCentralWidget(centre)
        order = (self.queue.view, *self.detail.answers.buttons.values(), self.wall, self.map)
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _splitter(self, way: Qt.Orientation, *parts: QWidget) -> QSplitter:
        splitter = QSplitter(way)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(6)
        for part in parts:
            splitter.addWidget(part)
        splitter.splitterMoved.connect(self._remember)
        return splitter

    @Slot(int, int)
    def _remember(self, _position: int, _index: int) -> None:
        self._moved = True

    def keep_proportion(self) -> None:
        """Size the panels by their shares, until somebody moves a splitter by hand."""
        if self._moved:
            return
        width, height = self._middle.width(), self._middle.height()
        left = int(width * _LEFT_SHARE)
        wall = min(left * 9 // 16, max(height - _MAP_LEAST, height // 2))
        queue = int(height * _QUEUE_SHARE)
        self._middle.setSizes([left, width - left])
        self._left.setSizes([wall, height - wall])
        self._right.setSizes([queue, height - queue])

    def set_language(self, language: str) -> None:
        """Names out of the site and the catalogue, in "ko" or "en"."""
        for panel in (self.top, self.wall, self.map, self.queue, self.detail):
            panel.set_language(language)

    @Slot()
    def toggle_keys(self) -> None:
        """Show or hide the list of keys, over the pictures and the map."""
        self.keys.setVisible(self.keys.isHidden())
        self.keys.place_over(self._left)

    def stops(self) -> tuple[QWidget, ...]:
        """Where F6 stops, in order."""
        return (self.queue.view, self.detail.answers.buttons["note"], self.wall, self.map)
