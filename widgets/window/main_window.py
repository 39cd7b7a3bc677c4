"""The console's window: builds the panels and carries words between them.

GUI thread. It decides nothing: news come from the bridge, wishes go to the seat link, keys are
turned into wishes here. No socket, no thread, no dialog.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import get_args

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from console.domain.alerts.alert_types import Catalogue
from console.domain.site import Site
from console.ports.clock import Clock
from console.ports.messages import CommandKind
from console.ports.player import Pictures
from console.ports.seat_link import ActionNews, LinkNews, QueueNews, SeatLink
from console.ports.sound import Sound
from console.services.catalogue import LiveCatalogue, read_shipped
from console.services.live_site import LiveSite
from console.wire.seat_values import CameraCommandKind
from widgets.auto_spot import AutoSpot
from widgets.bridge import Bridge
from widgets.desks.answer import AnswerDesk
from widgets.desks.cameras import CameraDesk
from widgets.desks.faults import FaultDesk
from widgets.desks.field import FIELD_KINDS, open_boards
from widgets.desks.map import MapDesk
from widgets.desks.plan import PlanDesk
from widgets.desks.queue import QueueDesk
from widgets.desks.room import RoomDesk
from widgets.desks.slips import SlipDesk
from widgets.desks.sound import Audible
from widgets.language import Language
from widgets.map_pace import MapPace
from widgets.overrides import sealed
from widgets.sound.annunciator import Heard
from widgets.video_wall.means import WallMeans
from widgets.window.chosen import Chosen
from widgets.window.keyboard import Keyboard
from widgets.window.layout import Panels
from widgets.window.responsiveness import Responsiveness
from widgets.window.standing import RoomState
from widgets.window.stops import go_on
from widgets.words.reasons import missing_text, reason_text
from widgets.words.words import action_word

_LOOK_MS = 200
_PICTURES = 9  # shown at first
_CAMERA_KINDS: dict[str, CommandKind] = {kind: kind for kind in get_args(CameraCommandKind)}


@sealed
class MainWindow(QMainWindow):
    """Give it everything, `start()` it, `shut()` it; it closes nothing that it was given.

    `language` is switched for the whole application; `language_changed(code)` tells of it.
    """

    language_changed = Signal(str)

    def __init__(  # noqa: PLR0913, PLR0917 - the composition root names each part once
        self,
        site: Site,
        link: SeatLink,
        pictures: Pictures,
        sound: Sound,
        catalogue: Catalogue,
        language: Language,
        operator: str,
        seat: str,
        clock: Clock,
        means: WallMeans | None = None,
        heard: Heard | None = None,
        live: LiveCatalogue | None = None,
    ) -> None:
        super().__init__()
        self._site = site = (live_site := LiveSite(site)).site  # its cameras may change in place
        self._link, self._pictures = link, pictures
        self._catalogue, self._language, self._clock = catalogue, language, clock
        self._room, self._second = RoomState(), 0
        self.panels = Panels(
            self, site, pictures, catalogue, language.current, operator, seat, clock, means
        )
        self._map_pace = MapPace(self.panels.model, self.panels.map)
        self._chosen = Chosen(self.panels, site, link, clock, self._map_pace, self)
        self.desk = QueueDesk(self.panels, link, means.files if means else None, self)
        live = live or LiveCatalogue(read_shipped())
        self.answers = AnswerDesk(self.panels, link, self._room, self.desk, clock, live, self)
        files = means.files if means else None
        self.map_desk = MapDesk(self.panels, site, link, files, clock, self)
        who = (seat, operator, language.current)
        self.room_desk = RoomDesk(self.panels, link, live, clock, who, files, self)
        self.bridge = Bridge(link, self)
        self.plan_desk = PlanDesk(self.panels, site, self.map_desk, clock, self)
        self.plan_desk.set_language(language.current)
        self.field_boards = open_boards(
            self.panels, link, self.bridge, clock, who[:2], site, pictures
        )
        self.camera_desk = CameraDesk(self.panels, live_site, self.field_boards, self.plan_desk)
        self._build_watchers(operator, seat, sound, heard or Heard())
        self.responsiveness = Responsiveness(self)
        self.keyboard = Keyboard(self)
        self._ticker = QTimer(self)
        self._ticker.setInterval(_LOOK_MS)
        self._connect()
        self._name()
        # Never `self.screen()`: PySide6 ties the screen to the window and deletes it with it.
        self.resize(QGuiApplication.primaryScreen().availableGeometry().size())
        self.show_pictures(_PICTURES)
        self._refresh()

    def _build_watchers(self, operator: str, seat: str, sound: Sound, heard: Heard) -> None:
        panels, link, clock = self.panels, self._link, self._clock
        wall = panels.wall.operations.means
        self.auto_spot = AutoSpot(
            panels, self._site, self._catalogue, operator, self,
            shows=wall.alerts_to_spot, keeps_clips=wall.clip_on_alert,
        )  # fmt: skip
        if heard.still:
            panels.queue.view.blinks = False
        faults = FaultDesk(link)
        self.slip_desk = SlipDesk(panels, link, faults, clock, seat, self)
        self._audible = Audible(self, panels, link, faults, (sound, clock), seat, heard)
        self.annunciator = self._audible.annunciator
        self.annunciator.set_language(self.language)

    def _connect(self) -> None:
        panels = self.panels
        self.bridge.link_news.connect(self._take_link)
        # Each a slot of its own: what fails in one keeps nothing from the others.
        for take in (self._take_alerts, self._sound_alerts, self._take_room, self._take_map):
            self.bridge.queue_news.connect(take)
        self.bridge.queue_news.connect(self.auto_spot.take)  # after the models have them
        self.bridge.queue_news.connect(self.plan_desk.take_queue)
        self.bridge.action_news.connect(self._take_action)
        self.bridge.history_page.connect(self.desk.take_page)
        self.bridge.figures_page.connect(self.room_desk.take_figures)
        self.bridge.history_page.connect(self.map_desk.take_page)
        panels.queue.alert_chosen.connect(self._chosen.show)
        panels.queue.alert_chosen.connect(self.auto_spot.hold)
        panels.queue.choice_lost.connect(self._chosen.show_none)
        panels.detail.camera_chosen.connect(self.show_camera)
        panels.detail.left.connect(self.focus_queue)
        panels.map.alert_chosen.connect(panels.queue.choose)
        panels.map.camera_chosen.connect(self.show_camera)
        panels.wall.camera_chosen.connect(self.show_camera)
        panels.wall.layout_changed.connect(panels.top.set_layout)
        panels.wall.acted.connect(self._record)
        panels.wall.lost_changed.connect(self._report_lost)
        panels.top.layout_wished.connect(self.show_pictures)
        panels.top.layouts_wished.connect(panels.toggle_layouts)
        panels.layouts.layout_wished.connect(self.show_pictures)
        panels.top.language_wished.connect(self.set_language)
        panels.top.keys_wished.connect(panels.toggle_keys)
        self._ticker.timeout.connect(self._tick)

    # --- life -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to drain news, to tick and to sound."""
        self.slip_desk.start()
        self.responsiveness.start()
        self.annunciator.start()
        self._ticker.start()
        self.bridge.start()
        self._tick()
        self.focus_queue()

    def shut(self) -> None:
        """Stop every timer of the window; safe to call twice."""
        self.bridge.stop()
        self._ticker.stop()
        self.slip_desk.stop()
        self._audible.stop()
        self.auto_spot.stop()
        self.room_desk.stop()
        self.plan_desk.stop()
        self.field_boards.stop()
        self.responsiveness.stop()
        self.panels.queue.view.stop()
        self.panels.wall.shut()

    @property
    def first_painted(self) -> dict[int, datetime]:
        """Alert number -> when its row was first painted (UTC)."""
        return self.panels.queue.first_painted

    def live_count(self) -> int:
        """How many tiles show live pictures."""
        live: int = self.panels.wall.live_count()
        return live

    # --- news -----------------------------------------------------------------------------------

    @Slot(object)
    def _take_link(self, news: LinkNews) -> None:
        if news.state == "up" and not self._room.is_up:
            self.desk.reconnected()
        self._room.take_link(news)
        self._refresh()

    @Slot(object)
    def _take_alerts(self, news: QueueNews) -> None:
        """The queue before everything: nothing that fails elsewhere may hide an alert."""
        self._room.take_queue(news)
        queue = self.panels.queue
        # Shown before opened: a queue without a choice opens the first emergency by itself.
        fresh = [each.number for each in news.alerts if each.handling.displayed_at is None]
        self._link.report_seen("displayed", fresh)
        # Currency first: an empty queue must never say "no open alerts" before it is known.
        queue.set_current(self._room.current, self._room.why_not_current())
        if news.whole:
            queue.replace_all(news.alerts)
        else:
            queue.apply(news.alerts)

    @Slot(object)
    def _sound_alerts(self, _news: QueueNews) -> None:
        rows = self.panels.model.rows()
        self.annunciator.set_waiting([row.waiting for row in rows if row.waiting is not None])

    @Slot(object)
    def _take_room(self, news: QueueNews) -> None:
        if self.room_desk.take_queue(news):
            self.panels.set_language(self.language)  # names and priorities are new
            self._sound_alerts(news)
        self.answers.take_queue(news)
        self._chosen.show_newer()
        self._refresh()

    @Slot(object)
    def _take_map(self, news: QueueNews) -> None:
        self._map_pace.note()
        if news.whole or news.positions or news.gone_units:
            self.panels.map.set_positions(list(self._room.positions.values()))

    @Slot(object)
    def _take_action(self, news: ActionNews) -> None:
        self.panels.model.set_pending(news.alert, self.answers.take_action(news))
        told = self.room_desk.take_action(news) or news.kind in FIELD_KINDS
        if not told and not news.alert and news.state == "refused":  # an act on a camera
            words = self.tr("Not on record: {action}, {reason}")
            reason = reason_text(news.reason)
            self.panels.wall.operations.foot.say(
                words.format(action=action_word(news.kind), reason=reason), "fault"
            )
        self._refresh()

    @Slot(str)
    def show_camera(self, camera: str) -> None:
        """Put a camera on the spot tile."""
        number = self.panels.queue.chosen
        self.panels.wall.show_on_spot(camera, f"#{number}" if number is not None else "")
        self.auto_spot.hold()

    # --- wishes ---------------------------------------------------------------------------------

    @Slot(str, str, str)
    def _record(self, kind: str, camera: str, text: str) -> None:
        """Put an operator's act on a camera on record."""
        if kind in _CAMERA_KINDS:
            self._link.submit(_CAMERA_KINDS[kind], 0, text=text, subject=camera)

    @Slot(object)
    def _report_lost(self, cameras: Sequence[str]) -> None:
        self._link.report_lost(cameras)

    @Slot(int)
    def show_pictures(self, count: int) -> None:
        """Show this many pictures (see `console.domain.pictures.wall_layout`)."""
        self.panels.wall.set_layout(count)
        self.panels.top.set_layout(count)

    @Slot(str)
    def set_language(self, language: str) -> None:
        """Switch the whole console to "ko" or "en" at once."""
        self._language.use(language)
        self.panels.set_language(language)
        self.room_desk.set_language(language)
        self.plan_desk.set_language(language)
        self.annunciator.set_language(language)
        self.slip_desk.retranslate()
        self.auto_spot.retranslate()
        self._name()
        self._refresh()
        self.language_changed.emit(language)

    @Slot()
    def focus_queue(self) -> None:
        """Give the keys back to the queue."""
        self.panels.queue.view.setFocus()

    @property
    def language(self) -> str:
        """The language shown, "ko" or "en"."""
        return self._language.current

    # --- standing -------------------------------------------------------------------------------

    @Slot()
    def _tick(self) -> None:
        self._map_pace.show()
        self.map_desk.look()
        self.camera_desk.look(self.language)
        now = self._clock.now()
        if int(now.timestamp()) == self._second:
            return
        self._second = int(now.timestamp())
        panels = self.panels
        for panel in (panels.top, panels.queue, panels.wall, panels.map):
            panel.set_now(now)
        self.answers.set_now(now)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        now, room, panels = self._clock.now(), self._room, self.panels
        states = panels.wall.states()
        waiting = sum(not (row.acknowledged or row.is_quiet) for row in panels.model.rows())
        cameras = (panels.wall.live_count(), len(states))
        standing = room.standing(cameras, len(self.answers.pending), waiting)
        quiet = self.room_desk.counts(now)
        panels.status.show_standing(replace(standing, shed=self._pictures.shed, quiet=quiet), now)
        panels.queue.set_current(room.current, room.why_not_current())
        panels.map.set_current(room.current)
        self.room_desk.set_current(room.current)
        notices = panels.notices
        notices.set("link", room.link_banner(now, len(self.answers.pending)), "fault")
        notices.set("gap", room.gap_banner())
        notices.set("clock", room.clock_banner())
        notices.set("store", room.store_banner(), "fault")
        notices.set("pictures", missing_text(self._pictures.missing))
        notices.set("map", self.map_desk.notice())
        notices.set("cameras", self.camera_desk.notice())
        self._audible.refresh()

    def _name(self) -> None:
        self.setWindowTitle(f"{self.tr('Sunra')} · {self._site.name(self.language)}")

    # --- Qt -------------------------------------------------------------------------------------

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on(partial(super().focusNextPrevChild, forward), self.panels)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keyboard.take(event):
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.panels.wall.keys.release(event):
            super().keyReleaseEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.shut()
        super().closeEvent(event)
