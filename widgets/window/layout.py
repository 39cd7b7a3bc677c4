"""Where every panel of the window sits. GUI thread; connects nothing.

Pictures (16:9) above the map on the left, queue above the chosen alert on the right; clock, queue,
link and count keep their places whatever happens (R-HMI-07). In a low window, as on a laptop, every
part saves height, banners stand above the pictures alone, and the lane of the queue gives way to
eight alerts rather than push the answers off the screen.
"""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.alerts.alert_types import Catalogue
from console.domain.site import Site
from console.ports.clock import Clock
from console.ports.player import Pictures
from widgets.alert_queue.history import HistorySearch
from widgets.alert_queue.panel import AlertQueue
from widgets.detail.panel import Detail
from widgets.keys.list import KeyList
from widgets.live_map.panel import LiveMap
from widgets.models.alert_queue_model import AlertQueueModel
from widgets.models.alert_row import RowMaker
from widgets.models.areas import Areas
from widgets.models.naming import Naming
from widgets.models.nearby import PlaceWords
from widgets.overrides import sealed
from widgets.status_bar.panel import StatusBar
from widgets.theme import SIZES
from widgets.video_wall.echo import SpotEcho
from widgets.video_wall.means import WallMeans
from widgets.video_wall.panel import VideoWall
from widgets.window.layout_list import LayoutList
from widgets.window.notices import Notices
from widgets.window.top_bar import TopBar

NOTICES = (
    "link",
    "store",
    "gap",
    "slip",
    "clock",
    "pictures",
    "map",
    "cameras",
    "sound",
    "speech",
    "nag",
    "unanswered",
)
_LEFT_SHARE = 0.585
_QUEUE_SHARE = 0.47
_MAP_LEAST = 180
_WRAPPED = 26  # the second line of what to do first, which a smallest size does not count
_LEAST = QSize(1200, 660)  # below it words would be cut


def _left_width(size: QSize) -> int:
    return int(size.width() * _LEFT_SHARE)


def _wall_height(size: QSize) -> int:
    return min(size.width() * 9 // 16, max(size.height() - _MAP_LEAST, size.height() // 2))


@sealed
class SharedSplitter(QSplitter):
    """Two parts; `first` gives the size of the first one until somebody drags the handle."""

    def __init__(self, way: Qt.Orientation, first: Callable[[QSize], int], *parts: QWidget) -> None:
        super().__init__(way)
        self._first = first
        self._moved = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(6)
        for part in parts:
            self.addWidget(part)
        self.splitterMoved.connect(self._remember)

    @Slot(int, int)
    def _remember(self, _position: int, _index: int) -> None:
        self._moved = True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()

    @Slot()
    def share(self) -> None:
        """Give each part its share again, unless somebody dragged the handle."""
        if not self._moved:
            whole = self.height() if self.orientation() is Qt.Orientation.Vertical else self.width()
            first = self._first(self.size())
            self.setSizes([first, whole - first])


@sealed
class Centre(QWidget):
    """What the window is filled with. Emits `became_low(bool)` when it has to save height."""

    became_low = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("console")
        self._low = False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < SIZES.low_window
        if low != self._low:
            self._low = low
            self.became_low.emit(low)


class Panels:
    """All panels of one window, laid out in it."""

    def __init__(  # noqa: PLR0913, PLR0917 - the window hands each part on
        self,
        window: QMainWindow,
        site: Site,
        pictures: Pictures,
        catalogue: Catalogue,
        language: str,
        operator: str,
        seat: str,
        clock: Clock,
        means: WallMeans | None = None,
    ) -> None:
        areas, self._low = Areas(site), False
        places = PlaceWords(site)
        maker = RowMaker(catalogue, places, language, areas)
        self.model = AlertQueueModel(maker, window)
        self.top = TopBar(site, operator, seat, language)
        self.notices = Notices(NOTICES)
        self.wall = VideoWall(site, pictures, language, means)
        self.map = LiveMap(site, language)
        self.naming = Naming(catalogue, site, areas)
        search = HistorySearch(maker, self.naming, clock.now)
        self.queue = AlertQueue(self.model, clock.now, operator=operator, search=search)
        self.echo = SpotEcho(self.wall, clock.now)
        self.detail = Detail(site, catalogue, operator, language, echo=self.echo)
        self.status = StatusBar()
        self._named = (areas, places, self.naming)
        self._build(window)
        self.keys = KeyList(window)
        self.layouts = LayoutList(window)

    @property
    def left(self) -> QWidget:
        """Pictures and map: where boards may lie, never over the queue."""
        return self._left

    def _build(self, window: QMainWindow) -> None:
        vertical, horizontal = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
        self._left = SharedSplitter(vertical, _wall_height, self.wall, self.map)
        self._right = SharedSplitter(vertical, self._queue_height, self.queue, self.detail)
        self.queue.lane.wanted_changed.connect(self._right.share)
        pictures, self._over_pictures = _column(self._left)
        self._middle = SharedSplitter(horizontal, _left_width, pictures, self._right)
        centre = Centre()
        centre.became_low.connect(self.set_low)
        whole, self._over_all = _column(self.notices, self._middle)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(whole, 1)
        column.addWidget(self.status)
        window.setCentralWidget(centre)
        window.setMinimumSize(_LEAST)
        order = (self.queue.view, *self.detail.answers.buttons.values(), self.wall, self.map)
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def follow_list(self, language: str) -> None:
        """The site's lists changed: the map and all names are made of the new ones."""
        self.map.follow_list()
        for each in self._named:
            each.follow_list()
        for panel in (self.queue, self.detail):
            panel.set_language(language)  # names of places are made anew

    def _queue_height(self, size: QSize) -> int:
        share = int(size.height() * _QUEUE_SHARE)
        if not self._low:
            return share
        lane, queue = self.queue.lane, self.queue.minimumSizeHint().height()
        wanted = queue - lane.minimumHeight() + lane.wanted_height()
        room = size.height() - self.detail.minimumSizeHint().height() - _WRAPPED
        return max(share, min(wanted, room))

    @Slot(bool)
    def set_low(self, low: bool) -> None:
        """Save height, or use it as it is there."""
        self._low = low
        for panel in (self.top, self.queue, self.detail, self.status):
            panel.set_low(low)
        (self._over_pictures if low else self._over_all).insertWidget(0, self.notices)
        self._right.share()

    def set_language(self, language: str) -> None:
        """Names out of the site and the catalogue, in "ko" or "en"."""
        for panel in (self.top, self.wall, self.map, self.queue, self.detail):
            panel.set_language(language)

    @Slot()
    def toggle_keys(self) -> None:
        """Show or hide the list of keys, over the pictures and the map."""
        self.keys.setVisible(self.keys.isHidden())
        self.keys.place_over(self._left)

    @Slot()
    def toggle_layouts(self) -> None:
        """Show or hide the choice of layouts, below its button."""
        self.layouts.setVisible(self.layouts.isHidden())
        self.layouts.place_below(self.top.more, self.wall, self.wall.tile_count)

    def stops(self) -> tuple[QWidget, ...]:
        """Where F6 stops, in order."""
        return (self.queue.view, self.detail.answers.buttons["note"], self.wall, self.map)


def _column(*parts: QWidget) -> tuple[QWidget, QVBoxLayout]:
    """One below the other, the last one with all the height that is left."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    column.setStretchFactor(parts[-1], 1)
    return whole, column
