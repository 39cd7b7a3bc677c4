"""The DC-09 receiver on real sockets, against a panel written independently (R-IF-09)."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from backends.adapters.answered import Answered
from backends.adapters.dc09_panels import Dc09Settings, Panel
from backends.adapters.dc09_receiver import Dc09Receiver
from backends.adapters.dc09_server import Dc09Server
from backends.adapters.dc09_silence import Silence
from backends.adapters.feed import Feed
from backends.adapters.frame import until
from backends.adapters.rules import Origin, RuleBook
from backends.adapters.settings import read_rules
from backends.system.clock import SystemClock
from console.domain.places.geo import Place
from console.ports.edge_reporter import Outcome
from resources.locator import resource
from tests.support.feed_doubles import HeldReporter
from tests.support.panel import Panel as Peer
from tests.support.panel import framed, over_udp
from tests.support.processes import wait_until

KEY = b"0123456789abcdef"
BELL = Origin("BELL-07", ("CAM-9",), Place(37.56, 127.03))


class Running:
    """A receiver in a thread of its own; the test plays the engine."""

    def __init__(self, folder: Path) -> None:
        self.engine = HeldReporter()
        self.port = 0
        self.folder = folder
        self._stop = threading.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="receiver")
        self._thread.start()
        assert self._ready.wait(10)

    async def _run(self) -> None:
        panels = {
            "1234": Panel("1234", BELL, interval_s=0.5),
            "ABCD": Panel("ABCD", Origin("BELL-08"), key=KEY),
        }
        settings = Dc09Settings("127.0.0.1", 0, tcp=True, udp=True, panels=panels)
        book = RuleBook(read_rules(resource("adapters", "dc09.toml")), {"1234": BELL})
        with (
            Answered(self.folder / "answered.jsonl") as answered,
            Feed(self.engine, book, answered, SystemClock()) as feed,
        ):
            now = asyncio.get_running_loop().time()
            silence = Silence(panels.values(), self.folder / "silent.json", now)
            self.server = Dc09Server(settings, Dc09Receiver(settings, feed.knows), feed, silence)
            await self.server.start()
            self.port = self.server.port
            self._ready.set()
            try:
                await until(self._stop, self.server.tick)
            finally:
                await self.server.close()

    def close(self) -> None:
        self._stop.set()
        self._thread.join(10)
        assert not self._thread.is_alive()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    started = Running(tmp_path)
    yield started
    started.close()


@pytest.fixture
def peer(running: Running) -> Iterator[Peer]:
    opened = Peer(running.port)
    yield opened
    opened.close()


def test_that_the_ack_leaves_only_after_the_engines_receipt(running: Running, peer: Peer) -> None:
    peer.send(peer.message("SIA-DCS", "#1234|Nri1/PA05]"))
    wait_until(lambda: len(running.engine.reports) == 1, "the report")
    assert peer.answer(0.3) == ""
    running.engine.settle()
    assert peer.answer() == '"ACK"0001R0L0#1234[]'
    (report,) = running.engine.reports
    assert (report.type, report.subject) == ("bell.pressed", "BELL-07/1/05")
    assert report.data["cameras"] == ["CAM-9"]
    assert report.data["location"] == {"lat": 37.56, "lon": 127.03}


def test_that_repeats_while_the_engine_is_away_are_one_event(running: Running, peer: Peer) -> None:
    peer.send(peer.message("ADM-CID", "#1234|1120 01 007]"))
    peer.send(peer.message("ADM-CID", "#1234|1120 01 007]", again=True))
    wait_until(lambda: running.server.counts["frames"] == 2, "both frames")
    assert len(running.engine.reports) == 1
    running.engine.settle()
    assert peer.answer().startswith('"ACK"0001')


def test_that_a_refusal_of_the_engine_is_final_for_the_panel(running: Running, peer: Peer) -> None:
    peer.send(peer.message("SIA-DCS", "#1234|NFA3]"))
    wait_until(lambda: running.engine.waiting == 1, "the report")
    running.engine.settle(outcome=Outcome.REJECTED, reason="no")
    assert peer.answer().startswith('"ACK"0001')


def test_that_a_full_spool_gives_no_answer_so_that_the_panel_repeats(
    running: Running, peer: Peer
) -> None:
    running.engine.broken = "the spool is full"
    peer.send(peer.message("SIA-DCS", "#1234|NPA1]"))
    assert peer.answer(0.3) == ""
    running.engine.broken = ""
    running.engine.at_once = True
    peer.send(peer.message("SIA-DCS", "#1234|NPA1]", again=True))
    assert peer.answer().startswith('"ACK"0001')


def test_that_an_encrypted_panel_is_served_over_udp_too(running: Running) -> None:
    running.engine.at_once = True
    panel = Peer(running.port, "ABCD", KEY)
    assert over_udp(running.port, panel.message("SIA-DCS", "#ABCD|NHA1]")).startswith('"*ACK"0001')
    late = panel.message("SIA-DCS", "#ABCD|NHA1]", shift_s=-120)
    assert over_udp(running.port, late).startswith('"NAK"0000R0L0A0[]_')
    panel.close()


def test_that_nobody_hears_anything_after_a_wrong_crc(running: Running, peer: Peer) -> None:
    running.engine.at_once = True
    spoiled = bytearray(peer.message("SIA-DCS", "#1234|NPA1]"))
    spoiled[-3] ^= 1
    peer.send(bytes(spoiled))
    assert peer.say("SIA-DCS", "#1234|NPA2]").startswith('"ACK"0002')


def test_that_500_idle_and_dripping_connections_leave_panels_served(running: Running) -> None:
    running.engine.at_once = True
    idle = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(500)]
    try:
        for each in idle[::2]:
            each.sendall(b'\nABCD0030"SIA')
        peer = Peer(running.port)
        assert peer.say("SIA-DCS", "#1234|NPA1]").startswith('"ACK"0001')
        peer.close()
    finally:
        for each in idle:
            each.close()


def test_that_at_the_bound_the_oldest_that_never_spoke_gives_way(running: Running) -> None:
    running.engine.at_once = True
    running.server._most = 5
    first = Peer(running.port)
    assert first.say("SIA-DCS", "#1234|NPA1]").startswith('"ACK"0001')
    idle = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(20)]
    try:
        wait_until(lambda: running.server.counts["gave_way"] >= 16, "the oldest to give way")
        assert first.say("SIA-DCS", "#1234|NPA2]").startswith('"ACK"0002')
    finally:
        for each in (*idle, first._socket):
            each.close()


def test_that_a_peer_that_never_reads_its_answers_is_cut(running: Running) -> None:
    with socket.socket() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
        deaf.connect(("127.0.0.1", running.port))
        deaf.settimeout(10)
        flood = framed('"SIA-DCS"0001R0L0#1234[nothing') * 200 * 2_000
        with pytest.raises(OSError):  # noqa: PT011 -- reset, broken pipe or aborted, by platform
            deaf.sendall(flood)
    wait_until(lambda: running.server.counts["unread"] == 1, "the cut")


def test_that_a_panel_that_ceases_is_told_silent_and_told_back(running: Running) -> None:
    running.engine.at_once = True

    def told() -> list[str]:
        return [each.condition for each in running.engine.reports if each.type == "device.silent"]

    wait_until(lambda: told() == ["active"], "the silence")
    peer = Peer(running.port)
    assert peer.say("NULL", "]").startswith('"ACK"0000')
    wait_until(lambda: told()[:2] == ["active", "cleared"], "the return")
    peer.close()
