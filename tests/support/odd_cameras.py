"""Cameras with manners of their own: one small server each, on the loopback, for tests."""

import socket
import threading
import time
from collections.abc import Callable

from typing_extensions import override

from tests.support.visited_server import VisitedServer

Talk = Callable[["OddCamera", socket.socket], None]


class OddCamera(VisitedServer):
    """Lets `talk` answer every visitor, and counts them."""

    def __init__(self, talk: Talk) -> None:
        self.visits: list[float] = []
        self.logins: list[float] = []
        self.asked: list[str] = []
        self._talk = talk
        super().__init__()

    @override
    def came(self) -> None:
        self.visits.append(time.monotonic())

    @override
    def talk(self, line: socket.socket) -> None:
        self._talk(self, line)


def rtsp(answers: dict[str, str], description: str = "", think_s: float = 0.0) -> Talk:
    """Answers each RTSP method with a status and more head lines; "" hangs, "!" hangs up.

    After `think_s` each; the description comes in two halves.
    """

    def talk(camera: OddCamera, line: socket.socket) -> None:
        while request := line.recv(4096).decode("latin-1"):
            method = request.split(" ", 1)[0]
            camera.asked.append(method)
            if "Authorization:" in request:
                camera.logins.append(time.monotonic())
            number = request.lower().split("cseq:")[1].split("\r\n")[0].strip()
            answer = answers.get(method, "200 OK").replace("%P", str(camera.port))
            if answer == "!":
                return
            if answer:
                body = description if method == "DESCRIBE" and answer.startswith("200") else ""
                head = f"RTSP/1.0 {answer}\r\nCSeq: {number}\r\n{_of_body(body)}\r\n"
                threading.Event().wait(think_s)
                line.sendall((head + body[:9]).encode())
                threading.Event().wait(think_s)
                line.sendall(body[9:].encode())

    return talk


def _of_body(body: str) -> str:
    kind = "Content-Type: application/sdp\r\n" if body else ""
    return f"{kind}Content-Length: {len(body)}\r\n"


def web(head: str, chunks: Callable[[], "list[bytes]"], every_s: float = 1 / 15) -> Talk:
    """Answers each request with a head and chunks at a rate, over and over; none hangs."""

    def talk(camera: OddCamera, line: socket.socket) -> None:
        line.recv(4096)
        line.sendall(f"HTTP/1.1 {head}\r\n\r\n".replace("%P", str(camera.port)).encode())
        pieces, pause = chunks(), threading.Event()
        while True:
            for piece in pieces:
                line.sendall(piece)
                pause.wait(every_s)
            if not pieces:
                pause.wait(60)

    return talk
