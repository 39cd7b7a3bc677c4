"""A camera that answers ONVIF's pull point with the very XML it is given. A thread of the test's.

Simulated cameras write well-formed notifications; makers write what this one repeats.
"""

from __future__ import annotations

import queue
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from typing_extensions import override

NAMES = {
    "s": "http://www.w3.org/2003/05/soap-envelope",
    "tt": "http://www.onvif.org/ver10/schema",
    "tds": "http://www.onvif.org/ver10/device/wsdl",
    "tev": "http://www.onvif.org/ver10/events/wsdl",
    "wsnt": "http://docs.oasis-open.org/wsn/b-2",
    "wsa5": "http://www.w3.org/2005/08/addressing",
    "tns1": "http://www.onvif.org/ver10/topics",
    "tnsaxis": "http://www.axis.com/2009/event/topics",
}
ASKED = re.compile(rb"Body[^>]*>\s*<(?:\w+:)?(\w+)")
PULL_S = 0.5


def stamp(shift_s: float = 0.0) -> str:
    return (datetime.now(UTC) + timedelta(seconds=shift_s)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def envelope(body: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in NAMES.items())
    return f"<s:Envelope {spaces}><s:Header/><s:Body>{body}</s:Body></s:Envelope>".encode()


def clock() -> str:
    now = datetime.now(UTC)
    time = f"<tt:Hour>{now.hour}</tt:Hour><tt:Minute>{now.minute}</tt:Minute>"
    time += f"<tt:Second>{now.second}</tt:Second>"
    date = (
        f"<tt:Year>{now.year}</tt:Year><tt:Month>{now.month}</tt:Month><tt:Day>{now.day}</tt:Day>"
    )
    both = f"<tt:Time>{time}</tt:Time><tt:Date>{date}</tt:Date>"
    kind = "<tt:DateTimeType>NTP</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings>"
    inside = f"{kind}<tt:UTCDateTime>{both}</tt:UTCDateTime>"
    return f"<tds:SystemDateAndTime>{inside}</tds:SystemDateAndTime>"


class PullPointCamera(ThreadingHTTPServer):
    """Its device service is at `address`; what is put into `waiting` is pulled next."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.pulled = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/onvif/device_service"

    def answer(self, asked: str) -> str:
        """The body of the answer to one question."""
        life = f"<wsnt:CurrentTime>{stamp()}</wsnt:CurrentTime>"
        life += f"<wsnt:TerminationTime>{stamp(60)}</wsnt:TerminationTime>"
        if asked == "GetSystemDateAndTime":
            return f"<tds:{asked}Response>{clock()}</tds:{asked}Response>"
        if asked == "GetServices":
            return f"<tds:{asked}Response>{self._services()}</tds:{asked}Response>"
        if asked == "CreatePullPointSubscription":
            where = f"<wsa5:Address>{self.address}</wsa5:Address>"
            where = f"<tev:SubscriptionReference>{where}</tev:SubscriptionReference>"
            return f"<tev:{asked}Response>{where}{life}</tev:{asked}Response>"
        if asked == "PullMessages":
            return f"<tev:{asked}Response>{self._pulled()}</tev:{asked}Response>"
        return f"<wsnt:{asked}Response>{life if asked == 'Renew' else ''}</wsnt:{asked}Response>"

    def _services(self) -> str:
        version = "<tt:Major>2</tt:Major><tt:Minor>60</tt:Minor>"
        return "".join(
            f"<tds:Service><tds:Namespace>{NAMES[each]}</tds:Namespace><tds:XAddr>{self.address}"
            f"</tds:XAddr><tds:Version>{version}</tds:Version></tds:Service>"
            for each in ("tds", "tev")
        )

    def _pulled(self) -> str:
        self.pulled += 1
        found = []
        try:
            found.append(self.waiting.get(timeout=PULL_S))
            while True:
                found.append(self.waiting.get_nowait())
        except queue.Empty:
            pass
        life = f"<tev:CurrentTime>{stamp()}</tev:CurrentTime>"
        life += f"<tev:TerminationTime>{stamp(60)}</tev:TerminationTime>"
        return life + "".join(found)


class Answering(BaseHTTPRequestHandler):
    """One connection to the camera."""

    server: PullPointCamera
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = ASKED.search(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
        content = envelope(self.server.answer(asked[1].decode() if asked else ""))
        self.send_response(200)
        self.send_header("Content-Type", "application/soap+xml; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def pull_point_camera() -> Iterator[PullPointCamera]:
    """A camera that serves while the context lasts."""
    with PullPointCamera() as camera:
        thread = threading.Thread(target=camera.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield camera
        finally:
            camera.shutdown()
            thread.join(5)
