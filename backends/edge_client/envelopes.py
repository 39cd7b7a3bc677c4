"""Reports become envelopes of the protocol page, or are refused with the engine's own rules. Pure.

What is refused here would be rejected by the engine for good; so it is told at once, to whoever
made the report, and takes up no number.
"""

import json
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from backends.edge_client.records import KeptEvent
from console.ports.edge_reporter import EdgeReport
from console.wire.attachments import MEDIA_TYPES
from console.wire.codec import MAX_BYTES, Malformed, decode_device, encode_device
from console.wire.instants import instant_text
from console.wire.sep1 import Attachment, Event
from console.wire.signatures import picture_kind, what_instead


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a device adds to a report: its name, the event's number and its clocks."""

    source: str
    boot: int
    sequence: int
    now: datetime
    mono_ms: int


def new_id() -> str:
    """An id for an event that has none."""
    return str(uuid.uuid4())


def enveloped(report: EdgeReport, event_id: str, stamp: Stamp) -> KeptEvent:
    """The event to keep. Raises ValueError, in words, when it is none by the protocol page."""
    time = report.time or stamp.now
    if time.tzinfo is None:
        raise ValueError("the time has no offset from UTC")
    event = Event(
        id=event_id,
        source=stamp.source,
        type=report.type,
        time=time,
        boot=stamp.boot,
        sequence=stamp.sequence,
        mono_ms=stamp.mono_ms,
        condition=report.condition,
        subject=report.subject,
        drill=report.drill,
        data=dict(report.data),
        attachments=_announced(report),
    )
    text = _checked(event, tuple(picture.content for picture in report.pictures))
    names = tuple(each.sha256 for each in event.attachments)
    at_ms = int(stamp.now.timestamp() * 1_000)
    return KeptEvent(stamp.boot, stamp.sequence, at_ms, names, report.type, event_id, text)


def renumbered(event: KeptEvent, boot: int, sequence: int) -> KeptEvent:
    """The same event under another number."""
    envelope = json.loads(event.json)
    envelope.update(boot=boot, sequence=sequence)
    text = json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return KeptEvent(boot, sequence, event.at_ms, event.pictures, event.type, event.id, text)


def without_pictures(event: KeptEvent) -> KeptEvent:
    """The same event, which says how many pictures it had to leave behind."""
    envelope = json.loads(event.json)
    data = {**(envelope.get("data") or {}), "attachments_left_out": len(event.pictures)}
    envelope.pop("attachments", None)
    text = json.dumps({**envelope, "data": data}, ensure_ascii=False, separators=(",", ":"))
    return replace(event, pictures=(), json=text.encode("utf-8"))


def with_sent(envelope: bytes, at: datetime, mono_ms: int) -> bytes:
    """The envelope with `data.sent` and `data.sent_mono_ms`: when the device hands it to the line.

    By its own clocks.

    Spliced into the text, which is not read again; one that says it itself, has no room for it or
    is written in another way stays as it is.
    """
    head, mark, rest = envelope.partition(b'"data":{')
    if b'"sent"' in envelope or (not mark and b'"data"' in envelope):
        return envelope
    said = f'"sent":"{instant_text(at)}","sent_mono_ms":{mono_ms}'.encode()
    if mark:
        text = b"".join((head, mark, said, b"" if rest.startswith(b"}") else b",", rest))
    else:
        text = b"".join((envelope[:-1], b',"data":{', said, b"}}"))
    return text if len(text) <= MAX_BYTES else envelope


def _announced(report: EdgeReport) -> tuple[Attachment, ...]:
    for number, picture in enumerate(report.pictures, start=1):
        found = picture_kind(picture.content) or what_instead(picture.content)
        if picture.media_type in MEDIA_TYPES and picture.media_type != found:
            raise ValueError(f"picture {number} is not {picture.media_type} but {found}")
    return tuple(
        Attachment(picture.media_type, sha256(picture.content).hexdigest(), picture.name)
        for picture in report.pictures
    )


def _checked(event: Event, pictures: tuple[bytes, ...]) -> bytes:
    try:
        frames = encode_device(event, pictures)
    except (TypeError, ValueError, OverflowError, RecursionError) as fault:
        raise ValueError(f"a member cannot be written as JSON: {fault}") from None
    verdict = decode_device(frames)
    if isinstance(verdict, Malformed):
        raise ValueError(verdict.reason)
    return frames[2]
