"""SEP1 frames <-> values (docs/edge-protocol.md). Pure and total: foreign bytes never raise.

`decode_device` and `encode_device` speak what a device says, `decode_engine` and `encode_engine`
what the engine answers. What is not SEP1 comes back as `Malformed`, with the code of the REJECT it
deserves and, where they can still be read, the boot and sequence it carried.
"""

from collections.abc import Collection, Mapping

from console.wire.attachments import checked_attachments
from console.wire.malformed import Malformed, WireError, loose_number
from console.wire.sep1 import (
    Bye,
    DeviceMessage,
    EngineMessage,
    Event,
    Hello,
    Ping,
    Pong,
    Receipt,
    Reject,
    Resend,
    State,
    Welcome,
)
from console.wire.sep1_forms import JsonObject
from console.wire.sep1_readers import DEVICE_READERS, ENGINE_READERS, read_event
from console.wire.sep1_text import text_of
from console.wire.strict_json import MAX_BYTES, parse_object, quick_object, salvage_object

__all__ = [
    "MAX_BYTES",
    "Malformed",
    "decode_device",
    "decode_engine",
    "decode_quickly",
    "encode_device",
    "encode_engine",
]

VERSION = b"SEP1"
_DEVICE_NAMES: Mapping[type, bytes] = {
    Hello: b"HELLO",
    Event: b"EVENT",
    State: b"STATE",
    Ping: b"PING",
    Bye: b"BYE",
}
_ENGINE_NAMES: Mapping[type, bytes] = {
    Welcome: b"WELCOME",
    Receipt: b"RECEIPT",
    Reject: b"REJECT",
    Resend: b"RESEND",
    Pong: b"PONG",
}


def decode_device(frames: tuple[bytes, ...]) -> DeviceMessage | Malformed:
    """What a device said. Attachment frames are checked here and stay in `frames[3:]`."""
    quick = decode_quickly(frames)
    return quick if quick is not None else _decode_strictly(frames)


def decode_quickly(frames: tuple[bytes, ...]) -> DeviceMessage | Malformed | None:
    """The same where it is found out for a few microseconds, else None: only a long look can tell.

    Nearly all that has sense is read here; of what has none, most needs the long look.
    """
    if len(frames) < 3 or frames[0] != VERSION or frames[1] not in DEVICE_READERS:
        return None
    found = quick_object(frames[2])
    if found is None:
        return None
    try:
        if len(frames) == 3 and frames[1] == b"EVENT" and "attachments" not in found:
            return read_event(found, frames[2].decode("utf-8"))  # as `_read` would, at once
        return _read(frames, found)
    except WireError as refusal:
        return _refused(refusal, found if frames[1] == b"EVENT" else {})


def _decode_strictly(frames: tuple[bytes, ...]) -> DeviceMessage | Malformed:
    try:
        _kind_of(frames, DEVICE_READERS)
        return _read(frames, parse_object(frames[2]))
    except WireError as refusal:
        numbered = len(frames) > 2 and frames[:2] == (VERSION, b"EVENT")
        return _refused(refusal, salvage_object(frames[2]) if numbered else {})


def _read(frames: tuple[bytes, ...], found: JsonObject) -> DeviceMessage:
    if frames[1] == b"EVENT":
        event = read_event(found, frames[2].decode("utf-8"))
        if event.attachments or len(frames) > 3:
            checked_attachments(event.attachments, frames[3:])
        return event
    _refuse_more_frames(frames)
    return DEVICE_READERS[frames[1]](found)


def decode_engine(frames: tuple[bytes, ...]) -> EngineMessage | Malformed:
    """What the engine said, for devices."""
    try:
        kind = _kind_of(frames, ENGINE_READERS)
        _refuse_more_frames(frames)
        return ENGINE_READERS[kind](parse_object(frames[2]))
    except WireError as refusal:
        return Malformed(refusal.code, refusal.reason)


def encode_device(message: DeviceMessage, attachments: tuple[bytes, ...] = ()) -> tuple[bytes, ...]:
    """Frames of a device's message. An event that keeps its own `json` is sent with that text."""
    return (VERSION, _DEVICE_NAMES[type(message)], text_of(message), *attachments)


def encode_engine(message: EngineMessage) -> tuple[bytes, ...]:
    """Frames of the engine's message."""
    return (VERSION, _ENGINE_NAMES[type(message)], text_of(message))


def _kind_of(frames: tuple[bytes, ...], known: Collection[bytes]) -> bytes:
    if not frames or frames[0] != VERSION:
        raise WireError("unsupported_version", "the first frame is not SEP1")
    if len(frames) < 3:
        raise WireError("malformed", "the message has fewer than three frames")
    if frames[1] not in known:
        raise WireError("malformed", "the second frame is no type of SEP1")
    return frames[1]


def _refuse_more_frames(frames: tuple[bytes, ...]) -> None:
    if len(frames) > 3:
        raise WireError("malformed", "only an EVENT has frames after its JSON")


def _refused(refusal: WireError, found: JsonObject) -> Malformed:
    # Without its number a refused event would be sent again for ever.
    boot, sequence = (loose_number(found.get(name), 1) for name in ("boot", "sequence"))
    return Malformed(refusal.code, refusal.reason, boot, sequence)
