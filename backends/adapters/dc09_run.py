"""Puts the DC-09 receiver together from its configuration and runs it. The caller's thread."""

import asyncio

from backends.adapters.dc09_panels import Dc09Settings, read_dc09
from backends.adapters.dc09_receiver import Dc09Receiver
from backends.adapters.dc09_server import Dc09Server
from backends.adapters.dc09_silence import Silence
from backends.adapters.frame import Surroundings, until
from backends.adapters.reach import Finding
from backends.adapters.reach_check import check_listener
from backends.adapters.settings import Configuration


def prepare_dc09(configuration: Configuration) -> Dc09Settings:
    """Everything that can be wrong in the file, at once. Raises EnvironmentFault."""
    settings = read_dc09(configuration)
    configuration.finish()
    return settings


def check_dc09(settings: Dc09Settings) -> list[Finding]:
    """Try to listen."""
    where = (settings.host, settings.port)
    return [check_listener(*where, tcp=settings.tcp, udp=settings.udp)]


def run_dc09(settings: Dc09Settings, surroundings: Surroundings) -> None:
    """Listen until told to stop. Raises EnvironmentFault when the port cannot be had."""
    asyncio.run(_listen(settings, surroundings))


async def _listen(settings: Dc09Settings, surroundings: Surroundings) -> None:
    feed, now = surroundings.feed, asyncio.get_running_loop().time()
    silence = Silence(settings.panels.values(), surroundings.folder / "silent.json", now)
    receiver = Dc09Receiver(settings, feed.knows)
    server = Dc09Server(settings, receiver, feed, silence)
    await server.start()
    try:
        surroundings.announce({"ready": True, "adapter": "dc09", "port": server.port})
        await until(surroundings.stop, server.tick)
    finally:
        await server.close()
        surroundings.end(receiver.counts + server.counts)
