"""`sunra cameras`: the list of cameras and their logins. Main thread.

Passwords come from standard input or a prompt, never from the command line, which other users of
the machine can read.
"""

import getpass
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace

from backends.cameras.book import FILE_NAME, read_book
from backends.cameras.importing import CameraList, Outcome
from backends.cameras.rows import Bounds, Known, check_rows
from backends.cameras.table import read_table
from backends.commands.parts import folder_of, folder_to_read, keys_in, say, site_of
from backends.system.installation import Installation
from console.domain.errors import MOST_OF_A_PLACE, EnvironmentFault, shortened
from console.domain.site import Site
from console.ports.keys import Login

MOST_TOLD = 200


def cameras(arguments: Namespace) -> int:
    """`sunra cameras import|list|discover|login|remove`."""
    acts: dict[str, Callable[[Namespace], int]] = {
        "import": _import, "list": _list, "login": _login, "remove": _remove,
    }  # fmt: skip
    if arguments.act == "discover":
        from backends.commands.discover import discover  # noqa: PLC0415 -- loads the ONVIF library

        return discover(arguments)
    return acts[arguments.act](arguments)


def _import(arguments: Namespace) -> int:
    """The good rows of a file; 1 when some were bad, which are all named."""
    folder = folder_of(arguments)
    with folder.lock("cameras", holder="A change of the cameras"):
        listed = _camera_list(folder)
        table = read_table(arguments.file)
        known = _known(site_of(folder, arguments.site), folder)
        drafts, findings = check_rows(
            table.rows, known, spoken_login(arguments), outside=arguments.outside
        )
        findings = sorted([*table.findings, *findings], key=lambda each: each.row)
        bad = any(not each.kept for each in findings)
        drafts = [] if bad and arguments.strict else drafts
        outcome = listed.take(drafts, findings, dry=arguments.dry_run)
    _tell(outcome, dry=arguments.dry_run)
    return 1 if bad else 0


def _tell(outcome: Outcome, *, dry: bool) -> None:
    for number, found in enumerate(outcome.findings):
        each = replace(found, problem=shortened(found.problem, MOST_OF_A_PLACE))
        say(
            {"row": each.row, "field": each.field, "problem": each.problem,
             "remedy": each.remedy, "taken": each.kept}
        )  # fmt: skip
        if number < MOST_TOLD:
            print(f"sunra: {each.sentence}", file=sys.stderr)
    more = len(outcome.findings) - MOST_TOLD
    if more > 0:
        print(f"sunra: and {more} more, all on standard output", file=sys.stderr)
    counts = {
        "added": len(outcome.added), "updated": len(outcome.updated),
        "unchanged": len(outcome.unchanged), "bad_rows": outcome.bad_rows,
    }  # fmt: skip
    say({**counts, "dry_run": dry})
    words = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
    print(f"sunra: {words}{' (nothing was written)' if dry else ''}", file=sys.stderr)


def _list(arguments: Namespace) -> int:
    folder = folder_to_read(arguments)
    for record in read_book(folder.path / FILE_NAME).values():
        say({key: value for key, value in record.items() if key != "login"} | _has_login(record))
    return 0


def _has_login(record: dict[str, object]) -> dict[str, object]:
    return {"login": bool(record.get("login"))}


def _login(arguments: Namespace) -> int:
    folder = folder_of(arguments)
    with folder.lock("cameras", holder="A change of the cameras"):
        site = site_of(folder, None)
        if arguments.camera not in site.cameras:
            raise EnvironmentFault(
                f"There is no camera {arguments.camera!r}",
                where=str(folder.path),
                remedy="import it first; `sunra cameras list` shows what was imported",
            )
        login = Login(arguments.user, read_password(f"Password of {arguments.user}: "))
        _camera_list(folder).set_login(arguments.camera, login)
    say({"camera": arguments.camera, "login": True})
    return 0


def _remove(arguments: Namespace) -> int:
    folder = folder_of(arguments)
    with folder.lock("cameras", holder="A change of the cameras"):
        _camera_list(folder).remove(arguments.camera)
    say({"camera": arguments.camera, "removed": True})
    return 0


def read_password(prompt: str) -> str:
    """One line of standard input, asked for without an echo where a person types it."""
    if sys.stdin is None:
        raise _no_password()
    try:
        text = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline(10_000)
    except (EOFError, UnicodeDecodeError):
        raise _no_password() from None
    password = text.rstrip("\r\n")
    if not password:
        raise _no_password()
    return password


def spoken_login(arguments: Namespace) -> Login | None:
    """The login that the command line names, for rows that bring none."""
    if arguments.user is None and not arguments.password_from_stdin:
        return None
    if arguments.user is None:
        raise EnvironmentFault(
            "A password was announced and no user", where="command line", remedy="add --user NAME"
        )
    return Login(arguments.user, read_password(f"Password of {arguments.user}: "))


def _no_password() -> EnvironmentFault:
    return EnvironmentFault(
        "No password came", where="standard input", remedy="write it there as one line"
    )


def _camera_list(folder: Installation) -> CameraList:
    return CameraList(folder.path / FILE_NAME, keys_in(folder.keys))


def _known(site: Site, folder: Installation) -> Known:
    mine = read_book(folder.path / FILE_NAME)
    places = [
        (lat, lon)
        for layer in site.layers
        if layer.kind == "dong"
        for shape in layer.shapes
        for line in shape
        for lon, lat in line
    ] or [(c.place.lat, c.place.lon) for c in site.cameras.values() if c.id not in mine]
    if not places:
        return Known(site.cameras.keys(), None, _receives_srt)
    lats, lons = zip(*places, strict=True)
    bounds = Bounds(min(lats), min(lons), max(lats), max(lons))
    return Known(site.cameras.keys(), bounds, _receives_srt)


def _receives_srt() -> bool:
    from backends.video.addresses import receives_srt  # noqa: PLC0415 -- loads FFmpeg

    return receives_srt()
