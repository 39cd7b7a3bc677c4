"""A virtual screen for headless runs: a real X server (Xvfb) that nobody looks at."""

import os
import select
import shutil
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType

from console.domain.errors import EnvironmentFault

_OPTIONS = ("-nolisten", "tcp", "-noreset", "-dpi", "96")
_ATTEMPTS = 3
_READY_WITHIN_S = 12.0
_ENDS_WITHIN_S = 5.0


def screen(size: str | None) -> AbstractContextManager[object]:
    """A virtual screen of `size` (WIDTHxHEIGHT), or with None the display that is there.

    Raises EnvironmentFault where there is none (Qt itself would abort the program).
    """
    if size is not None:
        return VirtualScreen(size)
    _require_display()
    return nullcontext()


def _require_display() -> None:
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in shown):
        raise EnvironmentFault(
            "There is no display to open a window on",
            where="neither DISPLAY nor WAYLAND_DISPLAY is set",
            remedy="start it in a desktop session, or check it with --headless --seconds 60",
        )


class VirtualScreen:
    """Xvfb on a free display number while the context lasts; `DISPLAY` points to it.

    On Windows nothing is started and Qt draws off screen.
    """

    def __init__(self, size: str, ready_within_s: float = _READY_WITHIN_S) -> None:
        """`size` is WIDTHxHEIGHT in pixels; a server that says nothing for so long is replaced."""
        self._size, self._ready_within_s = size, ready_within_s
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "VirtualScreen":
        if sys.platform == "win32":
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
            return self
        os.environ["DISPLAY"] = f":{self._start()}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        return self

    def _start(self) -> str:
        xvfb = shutil.which("Xvfb")
        if xvfb is None:
            raise EnvironmentFault(
                "A headless run needs the virtual screen Xvfb, which is not installed",
                where="looked for Xvfb on PATH",
                remedy="install the package xvfb (Debian, Ubuntu: apt-get install xvfb)",
            )
        for _attempt in range(_ATTEMPTS):
            number = self._begin(xvfb)
            if number is not None:
                break
            self._end()
        else:
            raise EnvironmentFault(
                f"The virtual screen Xvfb was started {_ATTEMPTS} times and never became ready",
                where=f"{xvfb}, {self._ready_within_s:g} s each",
                remedy="look at what else uses /tmp/.X11-unix, or start again",
            )
        if not number:
            raise EnvironmentFault(
                "The virtual screen Xvfb ended at once",
                where=f"size {self._size}",
                remedy="give a size like 1920x1080",
            )
        return number

    def _begin(self, xvfb: str) -> str | None:
        """The number of its display, "" when it ended, None when it says nothing.

        Seen on busy machines: an Xvfb that lives and never takes a display; the next one does.
        """
        read_end, write_end = os.pipe()
        size = ("-screen", "0", f"{self._size}x24")
        self._server = subprocess.Popen(  # noqa: S603 -- found on PATH above
            [*_tied_to_us(), xvfb, "-displayfd", str(write_end), *size, *_OPTIONS],
            pass_fds=(write_end,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write_end)
        with os.fdopen(read_end) as answer:
            ready, _, _ = select.select([answer], [], [], self._ready_within_s)
            return answer.readline().strip() if ready else None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def _end(self) -> None:
        if self._server is None:
            return
        self._server.terminate()
        try:
            self._server.wait(timeout=_ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()


def _tied_to_us() -> list[str]:
    """What makes the kernel end the server with this process, even when it is killed.

    Linux only. The thread that starts the server must be the main one: the tie is to the thread.
    """
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []
