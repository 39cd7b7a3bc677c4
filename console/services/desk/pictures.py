"""Pictures of events that are none: the event counts, who sent it is told, nothing is shown."""

from console.ports.messages import MessageArrived
from console.services.desk.draft import Draft
from console.wire.sep1 import Event
from console.wire.signatures import Instead, picture_kind, what_instead


def check_pictures(draft: Draft, arrived: MessageArrived, event: Event) -> None:
    """Name the first attachment that is no picture, once per device in 10 minutes; count all.

    An event is never refused for it: an SOS is not worth less beside a broken picture. What came
    is kept with the event, and no seat is given it.
    """
    for number, content in enumerate(arrived.attachments, start=1):
        if not picture_kind(content):
            draft.count("pictures_not_shown")
            draft.complain("device.fault", arrived, _said(number, event.id, content))


def photos_of(arrived: MessageArrived, event: Event) -> tuple[str, ...]:
    """The sha256 of those attachments that are pictures, in lower-case hex, in order."""
    spoilt = {n for n, each in enumerate(arrived.attachments) if not picture_kind(each)}
    return tuple(each.sha256.lower() for n, each in enumerate(event.attachments) if n not in spoilt)


def _said(number: int, event: str, content: bytes) -> str:
    match what_instead(content):
        case Instead.NOTHING:
            return f"attachment {number} of event {event} is no picture but nothing"
        case Instead.PROGRAM:
            return f"attachment {number} of event {event} is no picture but a program"
        case Instead.OTHER:
            return f"attachment {number} of event {event} is no picture but another kind of file"
