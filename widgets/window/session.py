"""One session of the console's windows, from the first window to the last event. GUI thread.

It is given everything that reaches outside and closes nothing of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

from console.domain.alerts.alert_types import Catalogue
from console.domain.site import Site
from console.ports.camera_control import CameraControl
from console.ports.camera_list import CameraList
from console.ports.clock import Clock
from console.ports.map_pack import MapPack
from console.ports.player import Pictures
from console.ports.seat_files import SeatFiles
from console.ports.seat_link import SeatLink
from console.ports.sound import Sound, Speech
from console.ports.tables import Tables
from console.services.catalogue import LiveCatalogue
from console.services.check import Seen
from console.settings import Settings
from widgets.application import build_application, spare_collections
from widgets.sound.annunciator import Heard
from widgets.video_wall.means import AbsentControl, WallMeans
from widgets.window.main_window import MainWindow
from widgets.window.timed_run import PictureWitness, TimedRun

_LOOK_MS = 100


@dataclass(frozen=True, slots=True)
class Outside:
    """What the windows need from outside, made by the composition root."""

    site: Site
    link: SeatLink
    pictures: Pictures
    sound: Sound
    catalogue: Catalogue
    clock: Clock
    control: CameraControl | None = None
    files: SeatFiles | None = None
    speech: Speech | None = None
    live: LiveCatalogue | None = None
    pack: MapPack | None = None
    tables: Tables | None = None
    cameras: CameraList | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """How the session is to be run: `seconds` None until closed; `whole` fills the screen."""

    whole: bool = False
    seconds: float | None = None
    prefix: Path | None = None


class Stopper(QObject):
    """Quits the application when the program was told to stop from outside."""

    def __init__(self, is_stopped: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_stopped = is_stopped
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        if self._is_stopped():
            QCoreApplication.quit()


def _wall_means(outside: Outside, settings: Settings) -> WallMeans:
    return WallMeans(
        control=outside.control or AbsentControl(),
        files=outside.files,
        operator=settings.operator,
        seat=settings.seat,
        watermark=settings.watermark,
        may_lift_masks=settings.may_lift_masks,
        before_s=settings.clip_before_s,
        after_s=settings.clip_after_s,
        alerts_to_spot=settings.alerts_to_spot,
        clip_on_alert=settings.clip_on_alert,
        now=outside.clock.now,
    )


def run_session(
    outside: Outside, settings: Settings, wish: Wish, is_stopped: Callable[[], bool]
) -> Seen | None:
    """Show the windows until they are closed or `is_stopped()`; what a timed run saw, else None."""
    application, language = build_application(settings.language)
    witness = PictureWitness(outside.pictures) if wish.seconds else None
    window = MainWindow(
        outside.site,
        outside.link,
        witness or outside.pictures,
        outside.sound,
        outside.catalogue,
        language,
        settings.operator,
        settings.seat,
        outside.clock,
        _wall_means(outside, settings),
        Heard(outside.speech, settings.reduced_motion, expects_device=not wish.whole),
        outside.live,
    )
    window.plan_desk.use(outside.pack, outside.tables)
    window.camera_desk.use(outside.cameras)
    if outside.pack is not None:
        window.map_desk.use_pack(outside.pack)
    window.show_pictures(settings.layout)
    window.start()
    if wish.whole:  # a virtual screen has no window manager that could maximize
        window.setGeometry(application.primaryScreen().geometry())
        window.show()
    else:
        window.showMaximized()
    Stopper(is_stopped, window)
    run = None
    if witness is not None and wish.seconds:
        run = TimedRun(window, witness, outside.site, wish.seconds, wish.prefix)
    spare_collections()
    application.exec()
    window.shut()
    return run.seen if run else None
