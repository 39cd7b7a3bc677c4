"""`sunra enrol`: the registry of edge devices, from the command line. Main thread."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from backends.commands.enrol_table import Row, read_table
from backends.commands.parts import folder_of, keys_in, refuse, registry_of, say, settings_of
from backends.database.registry import Registry, RegistryRefused
from backends.system.installation import Installation, read_json
from backends.system.secret_file import write_secret
from backends.zeromq.curve import make_pair
from console.domain.errors import MOST_OF_A_PLACE, EnvironmentFault, shortened
from console.ports.keys import KeyPair
from console.ports.store import Device
from console.services.catalogue import read_catalogue


def enrol(arguments: Namespace) -> int:
    """`sunra enrol`: register, renew, list or revoke devices; works while the engine runs.

    1 when a row of a table was bad; the others are registered.
    """
    _refuse_mixture(arguments)
    folder = folder_of(arguments)
    with registry_of(folder, keys_in(folder.keys)) as registry:
        if arguments.list:
            for device in registry.list():
                say(asdict(device))
        elif arguments.csv:
            return _enrol_table(folder, registry, arguments)
        elif arguments.revoke:
            refuse(registry.revoke(arguments.device), arguments.device)
            say({"device": arguments.device, "revoked": True})
        elif arguments.rotate:
            _rotate(folder, registry, arguments)
        else:
            _enrol_one(folder, registry, arguments)
    return 0


def _refuse_mixture(arguments: Namespace) -> None:
    asked = [name for name in ("list", "csv", "revoke", "rotate") if getattr(arguments, name)]
    if len(asked) > 1:
        raise EnvironmentFault(
            f"--{asked[0]} and --{asked[1]} do not go together",
            where="command line",
            remedy="do one after the other",
        )
    if not arguments.device and asked not in (["list"], ["csv"]):
        raise EnvironmentFault(
            "A device to enrol was not named",
            where="command line",
            remedy="name it with --device ID",
        )


def _enrol_one(folder: Installation, registry: Registry, arguments: Namespace) -> None:
    pair = None if arguments.key else make_pair()
    device = Device(
        arguments.device,
        arguments.device_class,
        pair.public if pair else arguments.key,
        site=arguments.site,
        cameras=_words(arguments.cameras),
        allowed=_words(arguments.allowed),
        interval_s=arguments.interval,
    )
    with _handed_out(_card(folder, arguments, device, pair), arguments.out):
        refuse(registry.enrol(device), arguments.device)
    _tell_unknown([device])


def _rotate(folder: Installation, registry: Registry, arguments: Namespace) -> None:
    """A new key beside the old one, which stays valid for the hours given, at most 24."""
    known = next((each for each in registry.list() if each.id == arguments.device), None)
    pair = None if arguments.key else make_pair()
    public = pair.public if pair else arguments.key
    interval_s = known.interval_s if known else arguments.interval
    device = Device(arguments.device, arguments.device_class, public, interval_s=interval_s)
    card = {**_card(folder, arguments, device, pair), "old_key_hours": arguments.hours}
    with _handed_out(card, arguments.out):
        overlap = timedelta(hours=_hours(arguments.hours))
        refuse(registry.rotate(arguments.device, public, overlap=overlap), arguments.device)


def _enrol_table(folder: Installation, registry: Registry, arguments: Namespace) -> int:
    rows, problems = read_table(arguments.csv)
    if arguments.out is None and any(not row.key for row in rows):
        raise EnvironmentFault(
            "Keys will be made, but there is no place for the device files",
            where=str(arguments.csv),
            remedy="name a folder with --out DIR, or give every row its own key",
        )
    pairs = [None if row.key else make_pair() for row in rows]
    devices = [_device(row, pair) for row, pair in zip(rows, pairs, strict=True)]
    cards = [
        _card(folder, arguments, device, pair) for device, pair in zip(devices, pairs, strict=True)
    ]
    problems += _hand_out_all(registry, rows, devices, cards, arguments.out)
    _tell_unknown(devices)
    for number, said in sorted(problems):
        words = shortened(said, MOST_OF_A_PLACE)
        print(f"sunra: row {number}: {words}", file=sys.stderr)
        say({"row": number, "error": words})
    return 1 if problems else 0


def _tell_unknown(devices: Sequence[Device]) -> None:
    """Name allowed types that no catalogue has: mistyped, all that the device says is refused."""
    if not any(device.allowed for device in devices):
        return
    catalogue = read_catalogue()
    for device in devices:
        strange = [each for each in device.allowed if not catalogue.is_known(each)]
        if strange:
            words = f"{', '.join(strange)} is no type of the catalogue; see that it is not mistyped"
            print(f"sunra: note: {device.id}: {shortened(words, MOST_OF_A_PLACE)}", file=sys.stderr)


def _hand_out_all(
    registry: Registry,
    rows: Sequence[Row],
    devices: Sequence[Device],
    cards: Sequence[Mapping[str, object]],
    folder: Path | None,
) -> list[tuple[int, str]]:
    """Write the device files, register, take back the files of refused ones; what was refused."""
    problems: list[tuple[int, str]] = []
    written: list[tuple[Row, Device, Mapping[str, object], Path | None]] = []
    for row, device, card in zip(rows, devices, cards, strict=True):
        out = _place(folder, row.device)
        if out is not None and out.exists():
            problems.append((row.number, f"{row.device}: {out} is there already"))
            continue
        if out is not None:
            write_secret(out, _text_of(card))
        written.append((row, device, card, out))
    answers = registry.enrol_all([device for _, device, _, _ in written])
    for (row, _, card, out), answer in zip(written, answers, strict=True):
        if isinstance(answer, RegistryRefused):
            problems.append((row.number, f"{row.device}: {answer.reason.rstrip('.')}"))
            if out is not None:
                out.unlink(missing_ok=True)
        else:
            _say_card(card, out)
    return problems


def _device(row: Row, pair: KeyPair | None) -> Device:
    return Device(
        row.device,
        row.device_class,
        pair.public if pair else row.key,
        site=row.site,
        cameras=row.cameras,
        allowed=row.allowed,
        interval_s=row.interval_s,
    )


def _card(
    folder: Installation, arguments: Namespace, device: Device, pair: KeyPair | None
) -> dict[str, object]:
    running = read_json(folder.engine_card) or {}
    door = arguments.door or running.get("door", settings_of(folder, arguments).door)
    return {
        "device": device.id,
        "public_key": device.public_key,
        **({"secret_key": pair.secret} if pair else {}),
        "server_key": keys_in(folder.keys).curve("engine").public,
        "door": str(door),
        "interval_s": device.interval_s,
    }


@contextmanager
def _handed_out(card: Mapping[str, object], out: Path | None) -> Iterator[None]:
    """The card on disk before its key is registered, and gone again when that is refused."""
    if out is not None:
        write_secret(out, _text_of(card))
    try:
        yield
    except EnvironmentFault:
        if out is not None:
            out.unlink(missing_ok=True)
        raise
    _say_card(card, out)


def _say_card(card: Mapping[str, object], out: Path | None) -> None:
    """Say the card; when there is a file, the secret is there and nowhere else."""
    if out is None:
        say(card)
    else:
        shown = {name: value for name, value in card.items() if name != "secret_key"}
        say({**shown, "file": str(out)})


def _text_of(card: Mapping[str, object]) -> str:
    return json.dumps(card, ensure_ascii=False, indent=1) + "\n"


def _hours(hours: float) -> float:
    if not 0 <= hours <= 24:
        raise EnvironmentFault(
            "An old key may stay valid for 0 to 24 hours", where=f"--hours {hours:g}"
        )
    return hours


def _place(folder: Path | None, device: str) -> Path | None:
    """A file name for a device's id: what file systems may not like is written as %XX."""
    name = "".join(
        each if each.isalnum() or each in "-_" else f"%{ord(each):02X}" for each in device
    )
    return None if folder is None else folder / f"{name}.json"


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
