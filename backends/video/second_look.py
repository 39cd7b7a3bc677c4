"""Why a connection failed: FFmpeg's word, and where that says too little a look of our own.

On the camera's thread. A look is one question without a login, and it costs a connection: so it is
not repeated while the same fault comes again, and what is certainly no camera is looked at before
FFmpeg is let loose on it (which follows references without end, hundreds in a second). A camera
that FFmpeg does not get along with is spoken to by an interpreter from then on.
"""

import time
from collections.abc import Callable

import av.error

from backends.video.addresses import (
    NO_ANSWER,
    NO_LOGIN,
    OPEN_TIMEOUT_S,
    explain,
    is_vague,
    scheme_of,
    wants_login,
)
from backends.video.knock import asked_login, diagnose, needs_interpreter
from console.domain.pictures.picture import Loss

_ALMOST = 0.9
_REMEMBERED_S = 20.0

Verdict = tuple[str, Loss]
_REFUSALS = (
    av.error.HTTPServerError,
    av.error.HTTPOtherClientError,
    av.error.HTTPBadRequestError,
)


class SecondLook:
    """What is known of one address that gave no video."""

    def __init__(self, url: str) -> None:
        """Nothing is known, nothing is suspected."""
        self._url = url
        self._scheme = scheme_of(url)
        self._is_wary = self._was_refused = False
        self._interprets = self._is_proven = False
        self._remembered: Verdict | None = None
        self._kind: tuple[type[Exception], object] = (Exception, None)
        self._until = 0.0

    def before(self) -> Verdict | None:
        """Why it is useless to connect now, or None. At most 2 s, and only after bad experience."""
        verdict = diagnose(self._url) if self._is_wary else None
        self._is_wary = verdict is not None and verdict[1] != Loss.PASSING
        return verdict if self._is_wary else None

    @property
    def interprets(self) -> bool:
        """Whether an interpreter is to speak with the camera."""
        return self._interprets

    def began(self) -> None:
        """The way that was taken led to pictures: it is taken again."""
        self._is_proven = self._interprets

    def of_opening(self, fault: Exception, waited_s: float) -> Verdict:
        """One sentence about a connection that never was."""
        told, loss = explain(fault, self._scheme)
        if loss == Loss.LOGIN:
            return self._refused(told)
        if self._interprets and not self._is_proven:
            self._interprets = False
        elif self._scheme == "rtsp" and isinstance(fault, _REFUSALS):
            return self._turned_away(fault, told)
        if not is_vague(fault) or loss == Loss.QUIET:
            return told, loss
        seen = self._look(fault, diagnose)
        if seen is not None:
            self._is_wary = self._scheme == "rtsp" and seen[1] != Loss.PASSING
            return seen
        return (NO_ANSWER, Loss.PASSING) if waited_s > _ALMOST * OPEN_TIMEOUT_S else (told, loss)

    def of_stream(self, fault: Exception) -> Verdict:
        """One sentence about a connection that had begun to deliver."""
        return explain(fault, self._scheme)

    def next_format(self, fault: Exception, codec: str) -> str | None:
        """FFmpeg's format for the next try after a stream without one picture.

        Some web cameras wrap each JPEG wrongly: then only the JPEGs are looked for.
        """
        wrong = isinstance(fault, av.error.InvalidDataError) and codec == "MJPEG"
        return "mjpeg" if wrong and self._scheme in ("http", "https") else None

    def _refused(self, told: str) -> Verdict:
        """After the first refusal one look at what is asked; the second try is interpreted.

        That one also answers a nonce that was stale already, which FFmpeg takes for a refusal.
        """
        if self._scheme != "rtsp" or wants_login(self._url):
            return (NO_LOGIN if wants_login(self._url) else told), Loss.LOGIN
        first, self._was_refused = not self._was_refused, True
        self._interprets = True
        asked = asked_login(self._url) if first else None
        return asked or (told, Loss.LOGIN)

    def _turned_away(self, fault: Exception, told: str) -> Verdict:
        """A camera that describes its stream may only dislike what FFmpeg asks before."""
        self._look(fault, self._judge_refusal)
        return told, Loss.PASSING

    def _judge_refusal(self, url: str) -> None:
        self._interprets = needs_interpreter(url)

    def _look(self, fault: Exception, look: Callable[[str], Verdict | None]) -> Verdict | None:
        kind = (type(fault), getattr(fault, "errno", None))
        now = time.monotonic()
        if kind != self._kind or now > self._until:
            self._kind, self._until = kind, now + _REMEMBERED_S
            self._remembered = look(self._url)
        return self._remembered
