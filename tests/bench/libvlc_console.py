"""A console whose pictures libVLC draws: what the same wall costs with the other engine inside it.

`python -m tests.bench.libvlc_console PLAN` (a JSON object: `urls`, `size`). One process,
one libVLC instance. Each camera's packets are received by PyAV as the wall receives them, remuxed
as MPEG-TS and handed to libVLC (`media_new_callbacks`); libVLC decodes, scales to tile size and
converts (vmem, RV32) into memory that Qt paints, at every picture, in tiles as large as the wall's.
Debian's libVLC opens no rtsp:// itself. No masks, names or states: everything here is in favour of
libVLC. Says {"ready": true} when every tile has a picture; answers each line of standard input with
the pictures a second that it painted, by the stamps in their pixels, over the next three seconds.

GUI thread, besides one thread a camera and libVLC's own.
"""

import ctypes
import json
import os
import sys
import threading
import time
from collections import Counter
from typing import Any

import av
import numpy as np
from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from backends.video.addresses import open_options
from backends.video.libvlc import ARGUMENTS, load_libvlc
from backends.video.libvlc_sink import TransportPipe
from tests.bench.screen_places import HEIGHT, WIDTH
from tests.support.frame_stamp import read_stamp
from widgets.overrides import sealed

POLL_MS = 33
SLOTS = 3
COUNT_S = 3.0
WHOLE = ("--no-drop-late-frames", "--no-skip-frames")


class Camera:
    """One camera: its receiver, its libVLC player, and the pictures that come out."""

    def __init__(self, libvlc: tuple[Any, Any], url: str) -> None:
        """Play at once."""
        self.number = 0
        self._pixels = [np.zeros((HEIGHT, WIDTH, 4), np.uint8) for _ in range(SLOTS)]
        self._addresses = [one.ctypes.data for one in self._pixels]
        self._images = [
            QImage(one.data, WIDTH, HEIGHT, WIDTH * 4, QImage.Format.Format_RGB32)
            for one in self._pixels
        ]
        self._pipe = TransportPipe()
        self._url = url
        self._callbacks = self._make_callbacks(libvlc[0])
        self._player = self._play(libvlc[1])
        threading.Thread(target=self._receive, daemon=True).start()

    @property
    def image(self) -> QImage:
        """The newest picture."""
        return self._images[self.number % SLOTS]

    @property
    def pixels(self) -> "np.ndarray[Any, np.dtype[np.uint8]]":
        """The same as numbers."""
        return self._pixels[self.number % SLOTS]

    def _receive(self) -> None:
        with av.open(self._url, options=open_options("tcp"), timeout=(5.0, 5.0)) as container:
            stream = container.streams.video[0]
            with av.open(self._pipe, "w", "mpegts", options={"flush_packets": "1"}) as muxer:
                track = muxer.add_stream_from_template(stream, opaque=True)
                last = -1
                for packet in container.demux(stream):
                    if not packet.size:
                        continue
                    # The first packets come without.
                    moment = packet.dts if packet.dts is not None else packet.pts
                    last = max(last + 1, moment if moment is not None else 0)
                    packet.dts, packet.stream = last, track
                    packet.pts = last if packet.pts is None else max(last, packet.pts)
                    muxer.mux(packet)

    def _play(self, instance: Any) -> Any:  # noqa: ANN401 - python-vlc has no types
        read, lock, display = self._callbacks
        self._media = instance.media_new_callbacks(None, read, None, None, None)
        self._media.add_option(":prefetch-buffer-size=256")
        player = instance.media_player_new()
        player.set_media(self._media)
        player.video_set_format("RV32", WIDTH, HEIGHT, WIDTH * 4)
        player.video_set_callbacks(lock, None, display, None)
        player.play()
        return player

    def _make_callbacks(self, vlc: Any) -> tuple[Any, ...]:  # noqa: ANN401 - python-vlc has no types
        # libVLC keeps bare pointers: the objects must live as long as it.
        kinds = vlc.CallbackDecorators
        return (
            kinds.MediaReadCb(self._on_read),
            kinds.VideoLockCb(self._on_lock),
            kinds.VideoDisplayCb(self._on_display),
        )

    def _on_read(self, _opaque: object, buffer: "ctypes.Array[ctypes.c_char]", limit: int) -> int:
        chunk = self._pipe.read(limit)
        ctypes.memmove(buffer, chunk, len(chunk))
        return len(chunk)

    def _on_lock(self, _opaque: object, planes: "ctypes.Array[ctypes.c_void_p]") -> None:
        planes[0] = self._addresses[(self.number + 1) % SLOTS]

    def _on_display(self, _opaque: object, _picture: object) -> None:
        self.number += 1


@sealed
class Console(QWidget):
    """The tiles, painted as the wall paints its own: what is new, at most 30 times a second."""

    def __init__(self, cameras: list[Camera], size: tuple[int, int]) -> None:
        super().__init__()
        self.painted = [0] * len(cameras)
        self._cameras = cameras
        across, high = size[0] // 4 + 1, size[1] // 4 + 1
        self._places = [
            QRect(n % 4 * across, n // 4 * high + (high - HEIGHT) // 2, WIDTH, HEIGHT)
            for n in range(len(cameras))
        ]
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(*size)
        self._poller = QTimer(self)
        self._poller.timeout.connect(self._poll)
        self._poller.start(POLL_MS)

    @Slot()
    def _poll(self) -> None:
        for camera, painted, place in zip(self._cameras, self.painted, self._places, strict=True):
            if camera.number != painted:
                self.update(place)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        region = event.region()
        with QPainter(self) as painter:
            for at, place in enumerate(self._places):
                if region.intersects(place):
                    painter.setClipRect(place)
                    self.painted[at] = self._cameras[at].number
                    painter.drawImage(place, self._cameras[at].image)

    def stamps(self) -> list[int]:
        """Which frame of its camera each tile shows, -1 where none can be read."""
        stamps = [read_stamp(camera.pixels) for camera in self._cameras]
        return [-1 if one is None else one.frame for one in stamps]


@sealed
class Counting(QObject):
    """Says when all is shown, and counts pictures when asked to."""

    asked = Signal()
    ended = Signal()

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console
        self._seen: Counter[int] = Counter()
        self._last: list[int] = []
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._await)
        self._timer.start(100)
        self.asked.connect(self._begin)

    @Slot()
    def _await(self) -> None:
        if all(self._console.painted):
            self._timer.stop()
            _say({"ready": True})

    @Slot()
    def _begin(self) -> None:
        self._last, self._began = self._console.stamps(), time.monotonic()
        self._seen.clear()
        self._timer.timeout.disconnect()
        self._timer.timeout.connect(self._look)
        self._timer.start(POLL_MS)

    @Slot()
    def _look(self) -> None:
        now = self._console.stamps()
        for at, (before, after) in enumerate(zip(self._last, now, strict=True)):
            self._seen[at] += after not in (-1, before)
        self._last = now
        lasted = time.monotonic() - self._began
        if lasted > COUNT_S:
            self._timer.stop()
            _say({"fps": [round(self._seen[at] / lasted, 1) for at in range(len(now))]})


def _say(words: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def _listen(counting: Counting) -> None:
    for _line in sys.stdin:
        counting.asked.emit()
    counting.ended.emit()


def main() -> int:
    """Show the cameras until standard input ends."""
    plan = json.loads(sys.argv[1])
    application = QApplication(sys.argv[:1])
    vlc, first = load_libvlc()
    first.release()
    libvlc = (vlc, vlc.Instance(*ARGUMENTS, *WHOLE))
    console = Console([Camera(libvlc, url) for url in plan["urls"]], tuple(plan["size"]))
    console.show()
    counting = Counting(console)
    counting.ended.connect(application.quit)
    threading.Thread(target=_listen, args=(counting,), daemon=True).start()
    application.exec()  # the program's one loop; it ends when the counting has
    # Sixteen players would be stopped one after the other, while their memory is taken away.
    os._exit(0)


if __name__ == "__main__":
    main()
