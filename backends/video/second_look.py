"""Why a connection failed: FFmpeg's word, and where that says too little a look of our own.

On the camera's thread. A look is one question without a login, and it costs a connection: so it is
not repeated while the same fault comes again, and what is certainly no camera is looked at before
FFmpeg is let loose on it (which follows references without end, hundreds in a second).
"""

import time

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
from backends.video.knock import challenge, diagnose
from console.domain.pictures.picture import Loss

_ALMOST = 0.9
_REMEMBERED_S = 20.0

Verdict = tuple[str, Loss]


class SecondLook:
    """What is known of one address that gave no video."""

    def __init__(self, url: str) -> None:
        """Nothing is known, nothing is suspected."""
        self._url = url
        self._scheme = scheme_of(url)
        self._is_wary = self._was_refused = self._asks_for_challenge = False
        self._remembered: Verdict | None = None
        self._kind: tuple[type[Exception], object] = (Exception, None)
        self._until = 0.0

    def before(self) -> Verdict | None:
        """Why it is useless to connect now, or None. At most 2 s, and only after bad experience."""
        if self._asks_for_challenge:
            self._asks_for_challenge = False
            return challenge(self._url)
        verdict = diagnose(self._url) if self._is_wary else None
        self._is_wary = verdict is not None and verdict[1] != Loss.PASSING
        return verdict if self._is_wary else None

    def of_opening(self, fault: Exception, waited_s: float) -> Verdict:
        """One sentence about a connection that never was."""
        told, loss = explain(fault, self._scheme)
        if loss == Loss.LOGIN:
            # Once, in place of the second try: is it a kind of login that is not understood?
            self._asks_for_challenge = not self._was_refused and self._scheme == "rtsp"
            self._was_refused = True
            return (NO_LOGIN if wants_login(self._url) else told), loss
        if not is_vague(fault) or loss == Loss.QUIET:
            return told, loss
        seen = self._look(fault)
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

    def _look(self, fault: Exception) -> Verdict | None:
        kind = (type(fault), getattr(fault, "errno", None))
        now = time.monotonic()
        if kind != self._kind or now > self._until:
            self._kind, self._until = kind, now + _REMEMBERED_S
            self._remembered = diagnose(self._url)
        return self._remembered
