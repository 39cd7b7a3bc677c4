"""Composition root and command line: builds the console, wires it, runs it, closes it.

Nothing imports this module. The commands without a screen are put together in `backends.commands`,
one file each. Each command imports only what it needs, so that the engine starts
without Qt and a look at the events starts without video. The order of life of a console is:
settings and site (so that a wrong file is told at once), virtual screen, engine, windows, link; and
it ends in the opposite order by one `ExitStack`, the engine last.
"""

import errno
import faulthandler
import logging
import os
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, cast

from backends.system.stopping import stop_on_signals
from console.command_line.grammar import parse
from console.domain.errors import EnvironmentFault

if TYPE_CHECKING:
    from backends.map_data.camera_watch import FolderCameraList
    from backends.map_data.pack import FolderMapPack
    from backends.system.engine_process import EngineCard
    from backends.system.installation import Installation
    from backends.tables.folder_tables import FolderTables
    from backends.zeromq.seat_link import ZmqSeatLink
    from console.domain.site import Site
    from console.services.check import Seen
    from console.settings import Settings

PROGRAM = [sys.executable, str(Path(__file__).absolute())]

ENDS_WITHIN_S = 45.0
"""How long a timed run may take to open and close beside its own time."""

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)

# Named as text, so that looking at events loads neither video nor windows.
COMMANDS = {
    "engine": "backends.commands.engine:run_engine",
    "enrol": "backends.commands.enrol:enrol",
    "seats": "backends.commands.seats:seats",
    "events": "backends.commands.history:list_events",
    "alerts": "backends.commands.history:list_alerts",
    "field": "backends.commands.field:field",
    "verify": "backends.commands.history:verify_journal",
    "simulate": "backends.commands.simulate:simulate",
    "farm": "backends.commands.farm:run_farm",
    "edge": "backends.commands.edge:edge",
    "emulate": "backends.commands.emulate:emulate",
    "adapter": "backends.commands.adapter:adapter",
    "neighbour": "backends.commands.neighbour:neighbour",
    "keys": "backends.commands.keys:keys",
    "cameras": "backends.commands.cameras:cameras",
    "map": "backends.commands.map:map_command",
    "plan": "backends.commands.plan:plan",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 done, 1 found wrong, 2 could not run."""
    arguments = parse(sys.argv[1:] if argv is None else argv)
    if isinstance(sys.stdout, TextIOWrapper):  # JSON is UTF-8, whatever the locale or Windows says
        sys.stdout.reconfigure(encoding="utf-8")
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    arguments.program = PROGRAM
    try:
        code = _command(arguments.command)(arguments)
        if sys.stdout is not None:  # there is none in a Windows program without a console
            sys.stdout.flush()
    except EnvironmentFault as fault:
        print(f"sunra: {fault.sentence}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return _reader_left(arguments)
    except OSError as fault:
        if fault.errno not in _NO_ROOM:
            raise
        print("sunra: The disk is full; make room on it and say it again.", file=sys.stderr)
        return 2
    return code


def _reader_left(arguments: Namespace) -> int:
    """The reader of our output left: well for a list (`sunra events | head`), else a fault."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    act, lists = getattr(arguments, "act", ""), getattr(arguments, "list", False)
    if arguments.command in {"events", "alerts"} or act == "list" or lists:
        return 0
    print(
        "sunra: Nobody reads the output, so the rest was not done; say it again.", file=sys.stderr
    )
    return 2


def _command(name: str) -> Callable[[Namespace], int]:
    if name == "console":
        return open_console
    module, function = COMMANDS[name].split(":")
    return cast("Callable[[Namespace], int]", getattr(import_module(module), function))


def open_console(arguments: Namespace) -> int:
    """`sunra console`: the windows; with --seconds a timed check of everything behind them."""
    from backends.commands.parts import camera_list_of, folder_of, settings_of, site_of
    from backends.system.engine_process import engine_of
    from backends.system.installation import require_room_for
    from backends.system.virtual_screen import screen

    _leave_a_trace(arguments.seconds)
    folder = folder_of(arguments)
    settings = settings_of(folder, arguments)
    cameras = camera_list_of(folder, arguments.site)
    site = site_of(folder, arguments.site)
    with ExitStack() as stack:
        stop = stack.enter_context(stop_on_signals())
        stack.callback(cameras.close)
        stack.enter_context(folder.open_console(settings.seat))
        if arguments.screenshot:
            require_room_for(arguments.screenshot)
        stack.enter_context(screen(arguments.screen if arguments.headless else None))
        command = [*arguments.program, "engine", "--data", str(folder.path), "--child"]
        endpoints = (settings.door, settings.seats)
        card = engine_of(folder, command, endpoints, stack, settings.seat)
        seen = _run_windows(arguments, folder, settings, (site, card, cameras), stop)
        return 0 if seen is None else _judge(arguments, seen)


def _leave_a_trace(seconds: float | None) -> None:
    """Have a crash say where it happened, and a timed run that hangs end itself and say where."""
    if sys.stderr is None:  # a Windows program without a console
        return
    faulthandler.enable()
    if seconds:
        faulthandler.dump_traceback_later(seconds + ENDS_WITHIN_S, exit=True)


def _run_windows(
    arguments: Namespace,
    folder: "Installation",
    settings: "Settings",
    outside: tuple["Site", "EngineCard", "FolderCameraList"],
    stop: threading.Event,
) -> "Seen | None":
    from backends.commands.parts import keys_in
    from backends.keys.remembered import RememberedLogins
    from backends.onvif.control import OnvifCameraControl
    from backends.sound.speaker import Mute, Speaker
    from backends.sound.speech import SystemSpeech
    from backends.system.clock import SystemClock
    from backends.system.seat_files import FolderSeatFiles
    from backends.video.pictures import LivePictures
    from console.services.catalogue import LiveCatalogue, read_shipped
    from widgets.window.session import Outside, Wish, run_session

    site, card, listed = outside
    with ExitStack() as stack:
        cameras = site.cameras.values()
        logins = RememberedLogins(keys_in(folder.keys), (each.login for each in cameras))
        pictures = LivePictures(
            logins=logins,
            libvlc="first" if settings.spot_player == "libvlc" else "second",
            hardware="off" if settings.hardware_decoding == "off" else "auto",
        )
        stack.callback(pictures.close)
        control = OnvifCameraControl(cameras, logins.login)
        stack.callback(control.close)
        listed.start(site, (logins.follow_list, control.follow_list))
        sound = Speaker() if settings.sound else Mute()
        stack.callback(sound.close)
        speech = SystemSpeech() if settings.sound and settings.speech else None
        if speech is not None:
            stack.callback(speech.close)
        link = _seat_link(folder, settings, card)
        stack.callback(link.close)
        files = FolderSeatFiles(folder.path, settings.seat)
        stack.callback(files.close)
        wish = Wish(arguments.headless, arguments.seconds, arguments.screenshot)
        clock, live = SystemClock(), LiveCatalogue(read_shipped())
        known = live.catalogue
        parts = Outside(
            site, link, pictures, sound, known, clock, control, files, speech, live,
            *_maps_and_tables(folder, stack), listed,
        )  # fmt: skip
        return run_session(parts, settings, wish, stop.is_set)


def _maps_and_tables(
    folder: "Installation", stack: ExitStack
) -> "tuple[FolderMapPack, FolderTables]":
    """The imported map, and where tables are written."""
    from backends.map_data.pack import FolderMapPack
    from backends.system.clock import SystemClock
    from backends.tables.folder_tables import FolderTables

    pack = FolderMapPack(folder.path)
    stack.callback(pack.close)
    return pack, FolderTables(folder.path / "exports", SystemClock().now)


def _seat_link(folder: "Installation", settings: "Settings", card: "EngineCard") -> "ZmqSeatLink":
    """The link of this seat, whose key is let in first, as the folder is ours."""
    from backends.commands.parts import keys_in, refuse, registry_of
    from backends.database.seat_journal import SqlSeatJournal
    from backends.system.clock import SystemClock
    from backends.zeromq.seat_link import ZmqSeatLink

    keys = keys_in(folder.keys)
    pair = keys.curve(f"seat-{settings.seat}")
    with registry_of(folder, keys) as registry:
        refuse(registry.register_seat(settings.seat, pair.public), settings.seat)

    def journal() -> SqlSeatJournal:
        return SqlSeatJournal(folder.seat_journal(settings.seat), keys.secret("seat-journal"))

    return ZmqSeatLink(
        card.seats, card.server_key, pair, settings.seat, settings.operator, journal, SystemClock()
    )


def _judge(arguments: Namespace, seen: "Seen") -> int:
    """Hold what was seen against what devices say and what is stored; tell people and machines."""
    from backends.commands.parts import records_of, say
    from backends.simulated.scenario.edge_evidence import read_evidence
    from console.services.check import hold_against, kept_of, one_page

    with records_of(arguments) as reader:
        kept = kept_of(reader.events())
    sent = read_evidence(arguments.evidence) if arguments.evidence else []
    report = hold_against(sent, kept, seen)
    page = one_page(report)
    if arguments.screenshot:
        Path(f"{arguments.screenshot}-summary.txt").write_text(page, encoding="utf-8")
    say(asdict(report))
    print(page, *(f"sunra: {each}\n" for each in report.missing), file=sys.stderr, sep="", end="")
    return report.exit_code


if __name__ == "__main__":
    sys.exit(main())
