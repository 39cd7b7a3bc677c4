"""`sunra adapter`: a foreign protocol's messages as an ordinary device's events. Main thread.

The order of life: configuration and device file (so that a wrong one is told at once), the way to
the engine, then the protocol; it ends in the opposite order.
"""

import logging
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from backends.adapters.answered import Answered
from backends.adapters.feed import Feed
from backends.adapters.frame import Surroundings
from backends.adapters.live_places import LivePlaces, PlacesWatch
from backends.adapters.reach import Finding
from backends.adapters.reach_check import as_lines, check_engine
from backends.adapters.settings import read_configuration
from backends.commands.edge_parts import reporter_of
from backends.commands.parts import folder_of, say
from backends.edge_client.device_file import read_device_file
from backends.map_data.site_cameras import SiteCameras, camera_places
from backends.system.clock import SystemClock
from backends.system.stopping import stop_on_signals
from console.domain.errors import EnvironmentFault

_log = logging.getLogger("adapter")


@dataclass(frozen=True, slots=True)
class _Kind:
    """One protocol: its module, the shipped mappings it starts from, the table of its origins."""

    module: str
    defaults: tuple[str, ...]
    origins: str = "cameras"

    def function(self, name: str) -> Callable[..., Any]:
        """A function of its module, which is only now imported."""
        found: Callable[..., Any] = getattr(import_module(self.module), name)
        return found


# Each module has prepare_NAME(configuration) -> settings, check_NAME(settings) -> findings and
# run_NAME(settings, surroundings).
KINDS = {
    "mqtt": _Kind("backends.adapters.mqtt_run", ("frigate", "onvif")),
    "dc09": _Kind("backends.adapters.dc09_run", ("dc09",), "panels"),
    "webhook": _Kind("backends.adapters.webhook_run", ("webhook", "cap", "frigate", "onvif")),
    "onvif": _Kind("backends.commands.onvif_parts", ("onvif",)),
}


def adapter(arguments: Namespace) -> int:
    """`sunra adapter mqtt|dc09|webhook|onvif`: until it is told to stop."""
    name, kind = arguments.protocol, KINDS[arguments.protocol]
    places = LivePlaces()
    cameras = _cameras(arguments, places)
    configuration = read_configuration(arguments.config, kind.defaults, places, kind.origins)
    settings = kind.function(f"prepare_{name}")(configuration)
    if arguments.check:
        return _check(
            arguments, len(configuration.book.rules), kind.function(f"check_{name}"), settings
        )
    if arguments.device is None or arguments.spool is None:
        raise EnvironmentFault(
            "An adapter is an ordinary device and keeps what it reports in a spool",
            where="command line",
            remedy="name --device FILE, as `sunra enrol --out FILE` makes it, and --spool DIR",
        )
    with ExitStack() as stack:
        stop = stack.enter_context(stop_on_signals())
        stack.enter_context(PlacesWatch(_told_once(cameras)))
        # Closed after the reporter, whose last receipts are still noted down.
        answered = stack.enter_context(Answered(arguments.spool / "adapter" / "answered.jsonl"))
        reporter = stack.enter_context(reporter_of(arguments.device, arguments.spool))
        feed = stack.enter_context(Feed(reporter, configuration.book, answered, SystemClock()))
        surroundings = Surroundings(feed, arguments.spool / "adapter", _announce, stop)
        kind.function(f"run_{name}")(settings, surroundings)
    return 0


def _check(
    arguments: Namespace, rules: int, tries: Callable[[Any], list[Finding]], settings: object
) -> int:
    """Say what was tried and what is wrong; 0 when nothing is, else 1."""
    findings = tries(settings)
    if arguments.device is not None:
        findings.append(check_engine(read_device_file(arguments.device).door))
    for each in findings:
        if each.problem:
            print(f"sunra: {each.what} {each.where}: {each.problem}", file=sys.stderr)
    say(
        {"ready": False, "adapter": arguments.protocol, "rules": rules, "tried": as_lines(findings)}
    )
    return int(any(each.problem for each in findings))


def _cameras(arguments: Namespace, places: LivePlaces) -> SiteCameras:
    """Where the cameras of the data folder's site stand, told for the first time.

    Raises EnvironmentFault when they cannot be read at all.
    """
    folder = folder_of(arguments).path
    files = folder / "site.json", folder / "cameras.json"
    cameras = SiteCameras(*files, places.take)
    if cameras() and not places:
        places.take(camera_places(*files))
    return cameras


def _told_once(cameras: SiteCameras) -> Callable[[], None]:
    """Looks, and says in the log what cannot be read: the places known so far stay."""
    told: list[str] = []

    def look() -> None:
        said = [each.text for each in cameras()]
        if said != told:
            told[:] = said
            for text in said:
                _log.warning("%s", text)

    return look


def _announce(line: Mapping[str, object]) -> None:
    say(line, at_once=True)
