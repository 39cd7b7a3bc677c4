"""Simulated cameras in a process of their own, for tests that want real RTSP."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from console.domain.geo import Place
from console.domain.site import Camera, Streams


class CameraProcess:
    """A running camera process; `order` makes a camera fail or restores it."""

    def __init__(self, count: int, *options: str) -> None:
        command = [sys.executable, "-m", "backends.simulated.cameras", "--cameras", str(count)]
        self._process = subprocess.Popen(
            [*command, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        ready = json.loads(self._process.stdout.readline())
        self.port = int(ready["port"])
        self._control = socket.create_connection(("127.0.0.1", ready["control_port"]), 5)
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

    def order(self, order: str, camera: str = "") -> dict[str, object]:
        """Send one order and return the answer."""
        self._control.sendall(json.dumps({"order": order, "id": camera}).encode() + b"\n")
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


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether the condition came true within the time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return condition()
