"""Peers that mean harm at the real door: bounded, named once, honest devices served (R-IF-03)."""

import time
from collections.abc import Callable
from typing import Any

import psutil
import pytest

from tests.e2e.conftest import EngineProcess, sunra
from tests.support.hostile_peers import (
    Deaf,
    Endless,
    at_work,
    coming_again,
    dripping,
    entered,
    half_open,
)
from tests.support.processes import wait_until
from tests.support.raw_device import RawDevice

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

MIB = 2**20


def told(engine: EngineProcess, kind: str, subject: str) -> list[dict[str, Any]]:
    return [a for a in engine.alerts() if (a["type"], a["subject"]) == (kind, subject)]


def memory(engine: EngineProcess) -> int:
    assert engine.process is not None
    return int(psutil.Process(engine.process.pid).memory_info().rss)


def answered_in_s(honest: RawDevice) -> float:
    begun = time.monotonic()
    sequence = honest.event("bell.pressed")
    honest.wait(lambda each: sequence in each.receipted)
    return time.monotonic() - begun


def test_that_a_message_without_end_costs_little_and_its_device_is_named_once(
    engine: EngineProcess, device: Callable[..., RawDevice]
) -> None:
    honest, before = device("bell-1"), memory(engine)
    endless = Endless(engine.enrol("evil", "camera"))
    most = 0
    with at_work(endless):
        wait_until(lambda: endless.thrown_out > 0, "the peer is thrown out", 30)
        for _ in range(10):
            assert answered_in_s(honest) < 2.0
            most = max(most, memory(engine) - before)
        wait_until(lambda: bool(told(engine, "device.fault", "evil")), "the alert")
    assert most < 160 * MIB
    assert len(told(engine, "device.fault", "evil")) == 1


@pytest.mark.soak
def test_that_a_peer_that_never_reads_is_dropped_and_named(
    engine: EngineProcess, device: Callable[..., RawDevice]
) -> None:
    honest, deaf = device("bell-1"), Deaf(engine.enrol("evil", "camera"))
    with at_work(deaf):
        wait_until(lambda: deaf.thrown_out > 0, "the peer is dropped", 60)
        assert answered_in_s(honest) < 2.0
    wait_until(lambda: bool(told(engine, "device.fault", "evil")), "the alert")


@pytest.mark.soak
def test_that_strangers_that_stall_drip_and_come_again_are_bounded_and_named_once(
    engine: EngineProcess, device: Callable[..., RawDevice]
) -> None:
    honest = device("bell-1")
    assert engine.process is not None
    program = psutil.Process(engine.process.pid)
    before, most = program.num_fds(), 0
    door = engine.card["door"]
    with at_work(half_open(door, 1_000), dripping(door), coming_again(door, 0.002)):
        end = time.monotonic() + 8
        while time.monotonic() < end:
            assert answered_in_s(honest) < 2.0
            most = max(most, program.num_fds() - before)
        wait_until(lambda: bool(told(engine, "security.identity", "127.0.0.1")), "the alert", 30)
    assert most < 1_100
    assert len(told(engine, "security.identity", "127.0.0.1")) == 1
    wait_until(lambda: program.num_fds() - before < 40, "the descriptors are given back", 20)


def test_that_a_peer_that_never_said_a_word_is_cut_when_its_key_is_revoked(
    engine: EngineProcess,
) -> None:
    """R-SEC-03: within 5 s."""
    peer = entered(engine.enrol("mute", "camera"))
    assert sunra("enrol", "--data", engine.data, "--device", "mute", "--revoke").returncode == 0
    peer.socket.settimeout(5)
    try:
        while peer.socket.recv(4_096):
            pass
    finally:
        peer.close()
