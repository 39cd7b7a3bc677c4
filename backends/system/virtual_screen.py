"""A virtual screen for headless runs: a real X server (Xvfb) that nobody looks at."""

import os
import shutil
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType

from console.domain.errors import EnvironmentFault


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

    def __init__(self, size: str) -> None:
        """`size` is WIDTHxHEIGHT in pixels."""
        self._size = size
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
        read_end, write_end = os.pipe()
        self._server = subprocess.Popen(  # noqa: S603 -- found on PATH above
            [
                *_tied_to_us(),
                xvfb,
                "-displayfd",
                str(write_end),
                "-screen",
                "0",
                f"{self._size}x24",
                "-nolisten",
                "tcp",
                "-noreset",
                "-dpi",
                "96",
            ],
            pass_fds=(write_end,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write_end)
        with os.fdopen(read_end) as answer:
            number = answer.readline().strip()
        if not number:
            raise EnvironmentFault(
                "The virtual screen Xvfb ended at once",
                where=f"size {self._size}",
                remedy="give a size like 1920x1080",
            )
        return number

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(timeout=5)


def _tied_to_us() -> list[str]:
    """What makes the kernel end the server with this process, even when it is killed.

    Linux only. The thread that starts the server must be the main one: the tie is to the thread.
    """
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []
