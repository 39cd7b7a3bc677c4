"""Composition root and command line: builds everything, wires it, runs it, closes it.

Nothing imports this module. Each command imports only what it needs, so that the engine starts
without Qt and a look at the events starts without video. The order of life of a console is:
settings and site (so that a wrong file is told at once), virtual screen, engine, windows, link; and
it ends in the opposite order by one `ExitStack`, the engine last.
"""

import json
import logging
import os
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from backends.system.stopping import stop_on_signals
from console.command_line import parse
from console.domain.errors import EnvironmentFault

if TYPE_CHECKING:
    from backends.database.readers import HistoryReader
    from backends.database.registry import Registry
    from backends.keys.file_keys import FileKeys
    from backends.simulated.scenario_rehearsal import DevicePlan, Rehearsal
    from backends.system.engine_process import EngineCard
    from backends.system.installation import Installation
    from backends.zeromq.seat_link import ZmqSeatLink
    from console.domain.site import Site
    from console.ports.store import Device
    from console.services.check import Seen
    from console.settings import Settings

PROGRAM = [sys.executable, str(Path(__file__).absolute())]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 done, 1 found wrong, 2 could not run."""
    arguments = parse(sys.argv[1:] if argv is None else argv)
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    try:
        return COMMANDS[arguments.command](arguments)
    except EnvironmentFault as fault:
        print(f"sunra: {fault.sentence}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output left: `sunra events | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _folder(arguments: Namespace) -> "Installation":
    from backends.system.installation import Installation

    return Installation(arguments.data)


def _keys(folder: Path) -> "FileKeys":
    from backends.keys.file_keys import FileKeys
    from backends.zeromq.curve import make_pair

    return FileKeys(folder, make_pair)


def _settings(folder: "Installation", arguments: Namespace) -> "Settings":
    """The settings file, overruled by the command line."""
    from console.settings import overruled, parse_settings

    return overruled(parse_settings(folder.settings_text(), str(folder.settings)), vars(arguments))


def run_engine(arguments: Namespace) -> int:
    """`sunra engine`: one JSON line when it accepts, then until it is told to stop."""
    from backends.database.store import open_store
    from backends.system.clock import SystemClock
    from backends.system.installation import write_json
    from backends.zeromq.doors import ZmqDoors
    from console.services.catalogue import read_catalogue
    from console.services.desk import Desk
    from console.services.engine import Engine

    if arguments.database:
        raise EnvironmentFault(
            "This version keeps its data in the encrypted database of the data folder only",
            where=f"--database {arguments.database}",
            remedy="leave --database out",
        )
    folder, clock = _folder(arguments), SystemClock()
    settings, keys = _settings(folder, arguments), _keys(folder.keys)
    with ExitStack() as stack:
        stop = stack.enter_context(stop_on_signals())
        stack.enter_context(folder.lock("engine", holder="An engine"))
        store = open_store(folder.database, keys.secret("database"), clock)
        stack.callback(store.close)
        pair = keys.curve("engine")
        doors = ZmqDoors(pair, settings.door, settings.seats)
        stack.callback(doors.close)

        def admit(devices: Sequence["Device"], seats: Mapping[str, str]) -> None:
            doors.set_devices({each.public_key: each.id for each in devices if not each.revoked})
            doors.set_seats(seats)

        engine = Engine(Desk(read_catalogue()), store, doors, clock, "engine-1", admit)
        engine.start()
        door, seats = doors.door_endpoint, doors.seats_endpoint
        card = {"door": door, "seats": seats, "server_key": pair.public}
        write_json(folder.engine_card, {**card, "pid": os.getpid(), "child": arguments.child})
        stack.callback(folder.engine_card.unlink, missing_ok=True)
        _say({"ready": True, **card}, at_once=True)
        engine.run(stop)
    return 0


@contextmanager
def _registry(folder: "Installation", keys: "FileKeys") -> Iterator["Registry"]:
    from backends.database.registry import Registry
    from backends.database.store import open_database
    from backends.system.clock import SystemClock

    database = open_database(folder.database, keys.secret("database"))
    try:
        yield Registry(database, SystemClock())
    finally:
        database.close()


def enrol(arguments: Namespace) -> int:
    """`sunra enrol`: register, list or revoke devices; works while the engine runs."""
    folder = _folder(arguments)
    keys = _keys(folder.keys)
    with _registry(folder, keys) as registry:
        if arguments.list:
            for device in registry.list():
                _say(asdict(device))
        elif not arguments.device:
            raise EnvironmentFault(
                "A device to enrol was not named",
                where="command line",
                remedy="name it with --device ID",
            )
        elif arguments.revoke:
            _refuse(registry.revoke(arguments.device), arguments.device)
            _say({"device": arguments.device, "revoked": True})
        else:
            _say(_enrol_one(folder, keys, registry, arguments))
    return 0


def _enrol_one(
    folder: "Installation", keys: "FileKeys", registry: "Registry", arguments: Namespace
) -> dict[str, str]:
    from backends.system.installation import read_json
    from backends.zeromq.curve import make_pair
    from console.ports.store import Device

    pair = None if arguments.key else make_pair()
    public = pair.public if pair else arguments.key
    _refuse(
        registry.enrol(Device(arguments.device, arguments.device_class, public)), arguments.device
    )
    running = read_json(folder.engine_card) or {}
    return {
        "device": arguments.device,
        "public_key": public,
        **({"secret_key": pair.secret} if pair else {}),
        "server_key": keys.curve("engine").public,
        "door": str(running.get("door", _settings(folder, arguments).door)),
    }


def _refuse(answer: object, name: str) -> None:
    """Turn the registry's lawful no into the sentence that ends the command."""
    from backends.database.registry import RegistryRefused

    if isinstance(answer, RegistryRefused):
        raise EnvironmentFault(
            answer.reason.rstrip("."), where=name, remedy="see what `sunra enrol --list` shows"
        )


def _say(value: Mapping[str, object], *, at_once: bool = False) -> None:
    """One JSON line for machines."""
    print(json.dumps(value, ensure_ascii=False), flush=at_once)


@contextmanager
def _records(arguments: Namespace) -> Iterator["HistoryReader"]:
    from backends.database.readers import open_reader

    folder = _folder(arguments)
    reader = open_reader(folder.database, _keys(folder.keys).secret("database"))
    try:
        yield reader
    finally:
        reader.close()


def list_events(arguments: Namespace) -> int:
    """`sunra events`: one JSON object a line; with --follow until it is told to stop."""
    with _records(arguments) as reader, stop_on_signals() as stop:
        last = arguments.since
        while True:
            for row in reader.events(last):
                last = row["row"]
                _say(row, at_once=arguments.follow)
            if not arguments.follow or stop.wait(0.5):
                return 0


def list_alerts(arguments: Namespace) -> int:
    """`sunra alerts`: every alert with its four facts."""
    with _records(arguments) as reader:
        for row in reader.alerts():
            _say(row)
    return 0


def verify_journal(arguments: Namespace) -> int:
    """`sunra verify`: exit code 1 when the chain is broken, with the first bad line."""
    from backends.audit.verify import verify

    with _records(arguments) as reader:
        verdict = verify(reader.journal_lines())
    _say(asdict(verdict))
    return 0 if verdict.ok else 1


def simulate(arguments: Namespace) -> int:
    """`sunra simulate`: cameras, devices and units as processes of their own."""
    from backends.map_data.site_file import builtin_site
    from backends.simulated.scenario import read_scenario
    from backends.simulated.scenario_rehearsal import rehearse
    from backends.simulated.simulation import play_cameras, run_parts
    from backends.simulated.streams import streamed_cameras

    folder = _folder(arguments)
    with stop_on_signals() as stop:
        if arguments.part == "cameras":
            play_cameras(folder.path, arguments.seed, stop)
            return 0
        site, scenario = builtin_site("seongdong"), read_scenario(arguments.scenario)
        rehearsal = rehearse(site, scenario, arguments.seed, arguments.speed)
        if arguments.part:
            _play_edge(arguments.part, rehearsal, folder, stop)
            return 0
        with _registry(folder, _keys(folder.keys)) as registry:
            _enrol_cast(folder, registry, rehearsal.devices)
        words = [
            "--data", str(folder.path), "--scenario", arguments.scenario,
            "--seed", str(arguments.seed), "--speed", str(arguments.speed),
        ]  # fmt: skip
        cameras = streamed_cameras(site, rehearsal.devices, arguments.cameras)
        run_parts(
            rehearsal, cameras, folder.path,
            lambda part: [*PROGRAM, "simulate", *words, "--part", part], stop,
        )  # fmt: skip
    return 0


def _enrol_cast(
    folder: "Installation", registry: "Registry", plans: Sequence["DevicePlan"]
) -> None:
    """Register the devices that are not registered yet, as an installer would."""
    from backends.simulated.simulation import device_of

    keys = _keys(folder.path / "simulated" / "keys")
    known = {device.id for device in registry.list()}
    for plan in plans:
        if plan.id not in known:
            _refuse(registry.enrol(device_of(plan, keys.curve(plan.id).public)), plan.id)


def _play_edge(
    part: str, rehearsal: "Rehearsal", folder: "Installation", stop: threading.Event
) -> None:
    """The devices or the units: they wait for the engine of the folder, then report to it."""
    from backends.simulated.parts import stop_at_end_of_input
    from backends.simulated.simulation import play_edge
    from backends.system.clock import SystemClock
    from backends.system.engine_process import await_engine
    from backends.zeromq.device_link import ZmqDeviceNetwork

    stop_at_end_of_input(stop)
    keys = _keys(folder.path / "simulated" / "keys")
    identities = {plan.id: keys.curve(plan.id) for plan in rehearsal.part(part)}
    card = await_engine(folder, stop)
    if card is None:
        return
    network = ZmqDeviceNetwork(card.door, card.server_key, reconnect_max_ms=1_000)
    try:
        play_edge(part, rehearsal, identities, network, SystemClock(), folder.path, stop)
    finally:
        network.close()


def open_console(arguments: Namespace) -> int:
    """`sunra console`: the windows; with --seconds a timed check of everything behind them."""
    from backends.map_data.site_file import builtin_site, read_site
    from backends.system.engine_process import engine_of
    from backends.system.installation import require_room_for
    from backends.system.virtual_screen import screen

    folder = _folder(arguments)
    settings = _settings(folder, arguments)
    path = arguments.site or folder.path / "site.json"
    site = read_site(path) if arguments.site or path.exists() else builtin_site("seongdong")
    with ExitStack() as stack:
        stop = stack.enter_context(stop_on_signals())
        stack.enter_context(folder.lock(settings.seat, holder=f"A console at {settings.seat}"))
        if arguments.screenshot:
            require_room_for(arguments.screenshot)
        stack.enter_context(screen(arguments.screen if arguments.headless else None))
        command = [*PROGRAM, "engine", "--data", str(folder.path), "--child"]
        card = engine_of(folder, command, (settings.door, settings.seats), stack)
        seen = _run_windows(arguments, folder, settings, (site, card), stop)
        return 0 if seen is None else _judge(arguments, seen)


def _run_windows(
    arguments: Namespace,
    folder: "Installation",
    settings: "Settings",
    outside: tuple["Site", "EngineCard"],
    stop: threading.Event,
) -> "Seen | None":
    from backends.sound.speaker import Mute, Speaker
    from backends.system.clock import SystemClock
    from backends.video.pictures import LivePictures
    from console.services.catalogue import read_catalogue
    from widgets.session import Outside, Wish, run_session

    site, card = outside
    with ExitStack() as stack:
        pictures = LivePictures()
        stack.callback(pictures.close)
        sound = Speaker() if settings.sound else Mute()
        stack.callback(sound.close)
        link = _seat_link(folder, settings, card)
        stack.callback(link.close)
        wish = Wish(arguments.headless, arguments.seconds, arguments.screenshot)
        parts = Outside(site, link, pictures, sound, read_catalogue(), SystemClock())
        return run_session(parts, settings, wish, stop.is_set)


def _seat_link(folder: "Installation", settings: "Settings", card: "EngineCard") -> "ZmqSeatLink":
    """The link of this seat, whose key is let in first, as the folder is ours."""
    from backends.database.seat_journal import SqlSeatJournal
    from backends.system.clock import SystemClock
    from backends.zeromq.seat_link import ZmqSeatLink

    keys = _keys(folder.keys)
    pair = keys.curve(f"seat-{settings.seat}")
    with _registry(folder, keys) as registry:
        _refuse(registry.register_seat(settings.seat, pair.public), settings.seat)

    def journal() -> SqlSeatJournal:
        return SqlSeatJournal(folder.seat_journal(settings.seat), keys.secret("seat-journal"))

    return ZmqSeatLink(
        card.seats, card.server_key, pair, settings.seat, settings.operator, journal, SystemClock()
    )


def _judge(arguments: Namespace, seen: "Seen") -> int:
    """Hold what was seen against what devices say and what is stored; tell people and machines."""
    from backends.simulated.edge_evidence import read_evidence
    from console.services.check import hold_against, kept_of, one_page

    with _records(arguments) as reader:
        kept = kept_of(reader.events())
    sent = read_evidence(arguments.evidence) if arguments.evidence else []
    report = hold_against(sent, kept, seen)
    page = one_page(report)
    if arguments.screenshot:
        Path(f"{arguments.screenshot}-summary.txt").write_text(page, encoding="utf-8")
    _say(asdict(report))
    print(page, *(f"sunra: {each}\n" for each in report.missing), file=sys.stderr, sep="", end="")
    return report.exit_code


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "console": open_console,
    "engine": run_engine,
    "enrol": enrol,
    "events": list_events,
    "alerts": list_alerts,
    "simulate": simulate,
    "verify": verify_journal,
}


if __name__ == "__main__":
    sys.exit(main())
