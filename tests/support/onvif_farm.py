"""Simulated ONVIF cameras in a process of their own: real SOAP over HTTP, ordered about by JSON."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from console.domain.places.geo import Place
from console.domain.site import Camera
from console.ports.keys import Login

LOGIN = Login("adm", "s3cret pw")


@dataclass
class OnvifFarm:
    """A running farm of cameras CAM-01, CAM-02, ... that ask for `LOGIN`."""

    process: subprocess.Popen[bytes]
    ready: dict[str, Any]
    control: socket.socket
    answers: BinaryIO

    def address(self, name: str = "CAM-01") -> str:
        """A camera's device service."""
        return f"http://127.0.0.1:{self.ready['http_port']}/onvif/{name}/device_service"

    def camera(self, name: str = "CAM-01", login: str = "right", onvif: str = "") -> Camera:
        """The camera as a site knows it."""
        address = onvif or self.address(name)
        return Camera(
            name, name, name, Place(37.5, 127.0), login=login, onvif=address, turnable=True
        )

    def order(self, word: str, name: str = "CAM-01", **more: object) -> dict[str, Any]:
        """Send one order and return the answer."""
        line = json.dumps({"order": word, "id": name, **more}).encode() + b"\n"
        self.control.sendall(line)
        answer: dict[str, Any] = json.loads(self.answers.readline())
        assert answer["ok"], answer
        return answer

    def told(self, name: str = "CAM-01") -> dict[str, Any]:
        """What the camera saw and where it looks."""
        return self.order("onvif", name)

    def did(self, name: str = "CAM-01") -> list[str]:
        """What its head did, in order."""
        return [each["did"] for each in self.told(name)["log"]]


@contextmanager
def onvif_farm(count: int = 3) -> Iterator[OnvifFarm]:
    """Cameras that serve while the context lasts."""
    command = [
        sys.executable, "-m", "backends.simulated.cameras.cameras",
        "--cameras", str(count), "--looped",
        "--doors", "--login", f"{LOGIN.user}:{LOGIN.password}",
    ]  # fmt: skip
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        with socket.create_connection(("127.0.0.1", ready["control_port"]), 5) as control:
            answers = control.makefile("rb")
            try:
                yield OnvifFarm(process, ready, control, answers)
            finally:
                answers.close()
                process.stdin.close()
                try:
                    process.wait(5)
                finally:
                    process.kill()
