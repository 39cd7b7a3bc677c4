"""Decoding by a graphics processor where FFmpeg reaches one, else in software. Any thread.

Tried once a process: a machine without one pays a few milliseconds once and never again.
"""

import threading

import av
import av.error
from av.codec.hwaccel import HWAccel, hwdevices_available

from backends.video.orders import Hardware as Wish
from backends.video.packet_ring import Track

SOFTWARE = "software"
# By what they cost and how well drivers behave; the others (OpenCL, DRM) decode nothing here.
_KINDS = ("videotoolbox", "d3d11va", "vaapi", "cuda", "qsv", "dxva2")
_CODECS = ("h264", "hevc")
# Below this the way to the graphics processor and back costs more than it saves.
_LEAST_WIDTH = 1280


class Hardware:
    """Which graphics processor decodes, found by the first who asks."""

    def __init__(self, wish: Wish = "auto") -> None:
        """Nothing is tried yet."""
        self._wish = wish
        self._kind: str | None = None
        self._lock = threading.Lock()

    @property
    def kind(self) -> str:
        """FFmpeg's word for it, empty when there is none."""
        with self._lock:
            if self._kind is None:
                self._kind = "" if self._wish == "off" else _first_that_works()
            return self._kind

    def decoder(self, track: Track) -> tuple[av.VideoCodecContext, str]:
        """A decoder for this track, and what decodes: a kind or "software"."""
        fits = track.codec in _CODECS and track.width >= _LEAST_WIDTH
        kind = self.kind if fits else ""
        try:
            accel = HWAccel(kind, allow_software_fallback=True) if kind else None
            made = av.CodecContext.create(track.codec, "r", accel)
        except (av.error.FFmpegError, RuntimeError, ValueError, NotImplementedError):
            made, kind = av.CodecContext.create(track.codec, "r"), ""
        assert isinstance(made, av.VideoCodecContext), "a track holds pictures"
        made.thread_count = 1
        if track.extradata:
            made.extradata = track.extradata
        return made, kind or SOFTWARE


def _first_that_works() -> str:
    return next((kind for kind in _KINDS if kind in hwdevices_available() and _works(kind)), "")


def _works(kind: str) -> bool:
    try:
        HWAccel(kind).create(av.Codec("h264", "r"))
    except Exception:  # noqa: BLE001 - drivers fail in many ways; software is always there
        return False
    return True
