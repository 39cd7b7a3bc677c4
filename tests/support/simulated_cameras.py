"""Simulated cameras in a process of their own, for tests that want real RTSP."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from backends.simulated.cameras.sent import SentTimes
from console.domain.places.geo import Place
from console.domain.site import Camera, Streams


class CameraProcess:
    """A running camera process; `order` makes a camera fail or restores it."""

    def __init__(self, count: int, *options: str) -> None:
        command = [
            sys.executable,
            "-m",
            "backends.simulated.cameras.cameras",
            "--cameras",
            str(count),
        ]
        self._process = subprocess.Popen(
            [*command, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        self.ready: dict[str, object] = json.loads(self._process.stdout.readline())
        self.port = self.door("port")
        self._control = socket.create_connection(("127.0.0.1", self.door("control_port")), 30)
        self._answers = self._control.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._answers.close()
        self._control.close()
        self._process.stdin.close()
        try:
            self._process.wait(5)
        finally:
            self._process.kill()
            self._process.stdout.close()

    @property
    def pid(self) -> int:
        """The process, for measuring it."""
        return self._process.pid

    def door(self, name: str) -> int:
        """A port by its name in the line that the process says when it is ready."""
        return int(str(self.ready[name]))

    def order(
        self, order: str, camera: str = "", value: object = None, **more: object
    ) -> dict[str, object]:
        """Send one order and return the answer."""
        line = {"order": order, "id": camera, "value": value, **more}
        self._control.sendall(json.dumps(line).encode() + b"\n")
        answer: dict[str, object] = json.loads(self._answers.readline())
        return answer

    def url(self, name: str, stream: str, login: str = "") -> str:
        """The address of a stream."""
        return f"rtsp://{login}127.0.0.1:{self.port}/{name}/{stream}"

    def camera(self, number: int, login: str = "") -> Camera:
        """Camera `number` (from 1) as a site knows it."""
        name = f"CAM-{number:02d}"
        streams = Streams(self.url(name, "sub", login), self.url(name, "main", login))
        return Camera(
            name, f"카메라 {number}", f"Camera {number}", Place(37.5, 127.0), streams=streams
        )


class FarmProcess(CameraProcess):
    """The whole farm: looped and stamped clips, RTSPS, HTTP, ONVIF, discovery, send times."""

    def __init__(self, count: int, folder: Path, *options: str) -> None:
        """`folder` receives the table of send times; clips are kept for the whole machine.

        With the option `--noisy` they have the bit rates of real cameras, for benches.
        """
        clips = Path(tempfile.gettempdir()) / f"sunra-test-clips-{os.environ.get('USER', 'any')}"
        super().__init__(
            count, "--looped", "--doors", "--sent", str(folder / "sent-times.bin"),
            "--clips", str(clips), *options,
        )  # fmt: skip
        self.sent = SentTimes(folder / "sent-times.bin")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.sent.close()
        super().__exit__(kind, fault, trace)

    def secure_url(self, name: str, stream: str, login: str = "") -> str:
        """The address of a stream over TLS."""
        return f"rtsps://{login}127.0.0.1:{self.door('rtsps_port')}/{name}/{stream}"

    def web_url(self, name: str, stream: str, kind: str, login: str = "") -> str:
        """The address of a stream over HTTP: `kind` is "mjpeg" or "ts"."""
        return f"http://{login}127.0.0.1:{self.door('http_port')}/{name}/{stream}.{kind}"

    def onvif_address(self, name: str) -> str:
        """The device service of a camera."""
        return f"http://127.0.0.1:{self.door('http_port')}/onvif/{name}/device_service"

    def onvif(self, name: str) -> dict[str, object]:
        """Where the camera looks, its log of moves, its subscriptions."""
        return self.order("onvif", name)

    def emit(self, name: str, topic: str, **more: object) -> dict[str, object]:
        """Let a camera notify: `source`, `items`, `key` are objects of text, `element` is XML."""
        return self.order("event", name, topic=topic, **more)


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether the condition came true within the time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return condition()
