"""The seat link: frames `[b"SEAT1", TYPE, JSON]` <-> the values of `seat_values`.

Pure and total: foreign bytes never raise, they come back as a `SeatMalformed` value. `decode_seat`
and `encode_seat` speak what a seat says, `decode_engine` and `encode_engine` what the engine says.
The JSON is that of msgspec: times RFC 3339, enumerations by value.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec

from console.wire.room_values import FiguresPage, FiguresWanted
from console.wire.seat_values import (
    AlertsSeen,
    Command,
    CommandResult,
    EngineNews,
    FieldPersonal,
    HistoryPage,
    HistoryWanted,
    PicturePage,
    PicturesLost,
    PictureWanted,
    QueueDelta,
    QueueSnapshot,
    SeatFaults,
    SeatHello,
    SeatMessage,
    SeatPing,
    SeatPong,
    SeatRefused,
    SeatWelcome,
    SnapshotWanted,
)

SEAT_VERSION = b"SEAT1"
SEAT_MAX_BYTES = 64 * 1024 * 1024
COMMAND_MAX_BYTES = 65_536
NAME_MAX = 128
TEXT_MAX = 4_000
CONTENT_MAX = 16_000
CAMERAS_MAX = 1_024
HISTORY_MOST = 200
HISTORY_WORDS = 8
HISTORY_NAMES = 1_000
SEEN_MAX = 512
FAULTS_MAX = 16
FAULT_MAX = 200
FIGURES_DAYS = 366
_SHA256 = re.compile("[0-9a-f]{64}")

_FROM_SEAT: Mapping[bytes, type[SeatMessage]] = {
    b"HELLO": SeatHello,
    b"SNAPSHOT": SnapshotWanted,
    b"COMMAND": Command,
    b"LOST": PicturesLost,
    b"FAULTS": SeatFaults,
    b"SEEN": AlertsSeen,
    b"HISTORY": HistoryWanted,
    b"FIGURES": FiguresWanted,
    b"PICTURE": PictureWanted,
    b"PING": SeatPing,
}
_FROM_ENGINE: Mapping[bytes, type[EngineNews]] = {
    b"WELCOME": SeatWelcome,
    b"SNAPSHOT": QueueSnapshot,
    b"DELTA": QueueDelta,
    b"RESULT": CommandResult,
    b"PERSONAL": FieldPersonal,
    b"HISTORY": HistoryPage,
    b"FIGURES": FiguresPage,
    b"PICTURE": PicturePage,
    b"PONG": SeatPong,
    b"REFUSED": SeatRefused,
}
_SEAT_TYPES: Mapping[type, bytes] = {value: key for key, value in _FROM_SEAT.items()}
_ENGINE_TYPES: Mapping[type, bytes] = {value: key for key, value in _FROM_ENGINE.items()}


_Message = TypeVar("_Message")


@dataclass(frozen=True, slots=True)
class SeatMalformed:
    """Frames that are not the seat link's. `reason` is a sentence, without the sender's bytes.

    `command` is the id of the act that could not be read, where so much could be told, and
    `operator` the name it gave: that act is owed an answer, or its seat sends it for ever.
    """

    reason: str
    command: str = ""
    operator: str = ""


class _Claim(msgspec.Struct):
    """What is owed an answer, whatever else stands beside it."""

    id: str = ""
    operator: str = ""


def encode_seat(message: SeatMessage) -> tuple[bytes, ...]:
    """Frames of what a seat says."""
    return (SEAT_VERSION, _SEAT_TYPES[type(message)], msgspec.json.encode(message))


def encode_engine(message: EngineNews) -> tuple[bytes, ...]:
    """Frames of what the engine says to a seat."""
    return (SEAT_VERSION, _ENGINE_TYPES[type(message)], msgspec.json.encode(message))


def decode_seat(frames: tuple[bytes, ...]) -> SeatMessage | SeatMalformed:
    """What a seat said. Its seat id is only a claim: the key's name counts (`Frames.name`)."""
    message = _decode(frames, _FROM_SEAT, COMMAND_MAX_BYTES)
    fault = message if isinstance(message, SeatMalformed) else _fault(message)
    if fault is None:
        return message
    return _owed(frames, fault)


def _owed(frames: tuple[bytes, ...], fault: SeatMalformed) -> SeatMalformed:
    """The fault with the name of the act it is about, also of another version of this link."""
    if len(frames) < 3 or frames[1] != b"COMMAND":
        return fault
    try:
        claim = msgspec.json.decode(frames[2], type=_Claim)
    except (ValueError, ArithmeticError, RecursionError):
        return fault
    if not 1 <= len(claim.id) <= NAME_MAX:
        return fault
    return SeatMalformed(fault.reason, claim.id, claim.operator[:NAME_MAX])


def _fault(message: SeatMessage) -> SeatMalformed | None:
    fault: SeatMalformed | None = None
    match message:
        case Command():
            fault = _command_fault(message)
        case PicturesLost():
            fault = _lost_fault(message)
        case SeatFaults():
            fault = _faults_fault(message)
        case AlertsSeen():
            fault = _seen_fault(message)
        case HistoryWanted():
            fault = _history_fault(message)
        case FiguresWanted() if not 0 < message.days <= FIGURES_DAYS:
            fault = SeatMalformed(f"Figures look back at most {FIGURES_DAYS} days.")
        case PictureWanted() if not _SHA256.fullmatch(message.sha256):
            fault = SeatMalformed("A picture is named by 64 hexadecimal digits.")
        case SeatHello() if len(message.operator) > NAME_MAX:
            fault = SeatMalformed(f"The operator's name is longer than {NAME_MAX} characters.")
        case _:
            pass
    return fault


def decode_engine(frames: tuple[bytes, ...]) -> EngineNews | SeatMalformed:
    """What the engine said."""
    return _decode(frames, _FROM_ENGINE, SEAT_MAX_BYTES)


def _decode(
    frames: tuple[bytes, ...], types: Mapping[bytes, type[_Message]], most: int
) -> _Message | SeatMalformed:
    if len(frames) != 3 or frames[0] != SEAT_VERSION:
        return SeatMalformed("Not a message of the seat link, version 1.")
    wanted = types.get(frames[1])
    if wanted is None:
        return SeatMalformed("The seat link knows no message of this type.")
    if len(frames[2]) > most:
        return SeatMalformed(f"The message is longer than {most} bytes.")
    try:
        return msgspec.json.decode(frames[2], type=wanted)
    except (ValueError, ArithmeticError, RecursionError) as fault:
        return SeatMalformed(f"The message cannot be read: {str(fault)[:200]}.")


def _command_fault(command: Command) -> SeatMalformed | None:
    names = (command.id, command.seat, command.operator)
    if any(not name or len(name) > NAME_MAX for name in names):
        return SeatMalformed(f"A command's id, seat and operator are 1 to {NAME_MAX} characters.")
    for what, words, most in (
        ("text", command.text, TEXT_MAX),
        ("subject", command.subject, NAME_MAX),
        ("choice", command.choice, NAME_MAX),
        ("content", command.content, CONTENT_MAX),
    ):
        if len(words) > most:
            return SeatMalformed(f"A command's {what} is longer than {most} characters.")
    times = (command.issued, *([command.until] if command.until else []))
    if not all(_has_offset(each) for each in times):
        return SeatMalformed("A command's time has no offset.")
    return None


def _history_fault(wanted: HistoryWanted) -> SeatMalformed | None:
    if not 1 <= wanted.limit <= HISTORY_MOST or len(wanted.words) > HISTORY_WORDS:
        return SeatMalformed(
            f"A page is 1 to {HISTORY_MOST} alerts, a search at most {HISTORY_WORDS} words."
        )
    named = [each for word in wanted.words for each in (*word.types, *word.sources)]
    named += [*wanted.types, *wanted.sources, *wanted.classes]
    if len(named) > HISTORY_NAMES:
        return SeatMalformed(f"A search names more than {HISTORY_NAMES} types and sources.")
    texts = [wanted.operator, *named, *(word.text for word in wanted.words)]
    if any(len(each) > NAME_MAX for each in texts):
        return SeatMalformed(f"A word of a search is longer than {NAME_MAX} characters.")
    if any(each is not None and not _has_offset(each) for each in (wanted.since, wanted.until)):
        return SeatMalformed("A search's time has no offset.")
    return None


def _lost_fault(lost: PicturesLost) -> SeatMalformed | None:
    if len(lost.cameras) > CAMERAS_MAX:
        return SeatMalformed(f"More than {CAMERAS_MAX} cameras are named.")
    if any(not name or len(name) > NAME_MAX for name in lost.cameras):
        return SeatMalformed(f"A camera's id is 1 to {NAME_MAX} characters.")
    return None


def _faults_fault(said: SeatFaults) -> SeatMalformed | None:
    if len(said.faults) > FAULTS_MAX:
        return SeatMalformed(f"More than {FAULTS_MAX} faults of a seat are named.")
    if any(not fault or len(fault) > FAULT_MAX for fault in said.faults):
        return SeatMalformed(f"A seat's fault is 1 to {FAULT_MAX} characters.")
    return None


def _seen_fault(said: AlertsSeen) -> SeatMalformed | None:
    if len(said.seen) > SEEN_MAX:
        return SeatMalformed(f"More than {SEEN_MAX} alerts are named.")
    times = [t for each in said.seen for t in (each.displayed, each.annunciated, each.opened)]
    if not all(_has_offset(each) for each in times if each is not None):
        return SeatMalformed("A time of an alert has no offset.")
    return None


def _has_offset(time: datetime) -> bool:
    return time.tzinfo is not None
