"""How the desk takes an EVENT: identity, permission, sequence, then the alert it makes."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from console.domain.alerts.alert import Box, Counts
from console.domain.alerts.alert_types import AlertType
from console.domain.alerts.lifecycle import UNBEGUN, Report
from console.domain.frozen import open_twin
from console.domain.places.geo import Place
from console.ports.messages import EventStored, MessageArrived
from console.ports.store import Device
from console.services.desk.camera_places import Found
from console.services.desk.draft import Draft
from console.services.desk.memory import UNTOLD
from console.services.desk.pictures import check_pictures, photos_of
from console.services.field.book import FieldEvent
from console.services.field.desk import hear_event
from console.wire.device_session import Arrival
from console.wire.instants import parse_instant
from console.wire.sep1 import Event

DELAYED_AFTER_S = 600.0
BELIEVABLE = timedelta(days=3_650)
MOST_CAMERAS = 16
MOST_BOXES = 16
MOST_TEXT = 4_000
MOST_NAME = 128
ANOTHER = (
    "another event is stored under this boot and sequence: the device was replaced, reset or copied"
)
_OpenStored, _OpenReport = open_twin(EventStored), open_twin(Report)


def take_event(draft: Draft, arrived: MessageArrived, event: Event) -> None:
    """Store an event once, bring its fact to the queue, and promise a receipt."""
    device = arrived.peer.device
    refusal = refusal_of(draft.senses.devices[device], event)
    if refusal is not None:
        draft.refuse(arrived, *refusal, event.boot, event.sequence)
        return
    arrival = draft.arrive(device, event.boot, event.sequence, arrived.mono_ms)
    if arrival is Arrival.NEW:
        _store(draft, arrived, event)
    elif arrival is Arrival.TOO_OLD:
        reason = "the boot is older than the newest 1,024"
        draft.refuse(arrived, "malformed", reason, event.boot, event.sequence)
        return
    elif arrival is Arrival.TOO_SCATTERED:
        # No receipt: the device keeps it and sends it again once the holes are filled.
        draft.count("withheld")
        return
    elif (known := known_as(draft, event)) is None:
        # A refused message used the number up. A receipt promises that this event is stored.
        _store(draft, arrived, event)
    elif known != event.id:
        _take_another(draft, arrived, event)
        return
    else:
        draft.count("duplicates")
    draft.receipt(arrived.peer, event.boot, event.sequence)


def known_as(draft: Draft, event: Event) -> str | None:
    """The id of the event under this number, its own where nobody can tell; None: there is none.

    What is not durable yet is asked first: two that share a key may come in one batch.
    """
    key = (event.source, event.boot, event.sequence)
    past = draft.senses.past
    fresh = draft.fresh.get(key)
    if fresh is not None or past is None:
        return fresh or event.id
    found = past(*key)
    return event.id if found == UNTOLD else found


def _take_another(draft: Draft, arrived: MessageArrived, event: Event) -> None:
    """An event under a number that another one has: a receipt would swallow it.

    It goes to quarantine, and what it says of life-safety is shown all the same.
    """
    is_new = draft.refuse(arrived, "identity", ANOTHER, event.boot, event.sequence)
    kind = draft.catalogue.type_of(event.type)
    if is_new and kind.is_life:
        draft.report(_report(draft, arrived, event, kind))


def refusal_of(device: Device, event: Event) -> tuple[str, str] | None:
    """The code and the reason by which a device may not report an event."""
    if event.source != device.id:
        return "identity", "the source is not the device this key belongs to"
    if device.allowed and event.type not in device.allowed:
        return "type_not_allowed", "this device may not report this type"
    return None


def _store(draft: Draft, arrived: MessageArrived, event: Event) -> None:
    draft.count("events")
    if arrived.attachments:
        check_pictures(draft, arrived, event)
    kind = draft.catalogue.type_of(event.type)
    number = _alert_of(draft, arrived, event, kind) if kind.alerting else None
    stored = _OpenStored(event, arrived.peer.device, arrived.received, number, arrived.attachments)
    stored.__class__ = EventStored
    draft.change(stored)
    draft.fresh[event.source, event.boot, event.sequence] = event.id
    if draft.book.listeners(event.type) and not event.drill:
        draft.settle()
        hear_event(draft, _field_event(draft, arrived, event, number))


def _field_event(
    draft: Draft, arrived: MessageArrived, event: Event, number: int | None
) -> FieldEvent:
    content = event.data
    return FieldEvent(
        type=event.type,
        id=event.id,
        source=event.source,
        subject=event.subject,
        occurred=_occurred(event, arrived.received),
        at=draft.senses.in_field.clock.now,
        condition=event.condition,
        unit=_words(content.get("unit"), MOST_NAME) or None,
        text=_words(content.get("text"), MOST_TEXT),
        place=_place(draft, content.get("location")),
        alert=number,
        content=content,
        photos=photos_of(arrived, event),
    )


def _alert_of(draft: Draft, arrived: MessageArrived, event: Event, kind: AlertType) -> int | None:
    report = _report(draft, arrived, event, kind)
    if report.condition == "point":
        return draft.report_point(report)
    order = (event.boot, event.sequence)
    newest = draft.memory.orders.get(report.key)
    if newest is None or order > newest:
        draft.memory.orders.put(report.key, order)
        if newest is None and kind.is_life and report.condition == "cleared":
            return _ended(draft, report)
        return draft.report(report)
    return _late(draft, report)


def _ended(draft: Draft, report: Report) -> int | None:
    """The end of something life-safety: shown too when its beginning never came."""
    number = draft.report(report)
    if number is not None or draft.was_closed(report):
        return number
    return draft.raise_anew(replace(report, text=report.text or UNBEGUN))


def _late(draft: Draft, report: Report) -> int | None:
    """A condition overtaken by a newer report of it: shown, without undoing the newer one."""
    if report.condition == "cleared":
        return draft.memory.by_key.get(report.key)
    return draft.report(replace(report, condition="point"))


def _report(draft: Draft, arrived: MessageArrived, event: Event, kind: AlertType) -> Report:
    received, told = arrived.received, event.data.get
    cameras = _cameras(told("cameras"))
    place, placed_by = _where(draft, event, cameras)
    unit, text, category = told("unit"), told("text"), told("category")
    behind = received - event.time
    # Whole and by position, in the order of its fields: see `open_twin`.
    report = _OpenReport(
        event.type,
        kind,
        event.source,
        event.subject,
        event.condition,
        # A clock without a battery says 1970 or 2099: the event row keeps that, the queue does not.
        event.time if -BELIEVABLE < behind < BELIEVABLE else received,
        received,
        place,
        cameras or draft.senses.devices[event.source].cameras,
        (_words(unit, MOST_NAME) or None) if unit else None,
        _words(text, MOST_TEXT) if text else "",
        (_words(category, MOST_NAME) or None) if category else None,
        told("confidence"),
        event.drill,
        _age_s(draft, event.source, behind) > DELAYED_AFTER_S,
        _boxes(told("boxes")),
        _sent(told("sent"), received) if "sent" in event.data else None,
        placed_by,
        (
            ("received", draft.senses.steady.of(arrived.mono_ms)),
            ("occurred", event.mono_ms),
            *(_sent_ms(told("sent_mono_ms")) if "sent_mono_ms" in event.data else ()),
        ),
    )
    report.__class__ = Report
    return report


def _sent_ms(said: object) -> Counts:
    """The device's monotonic clock when it handed the event to the line; nonsense says nothing."""
    is_sound = isinstance(said, int) and not isinstance(said, bool) and 0 <= said < 1 << 63
    return (("sent", said),) if is_sound and isinstance(said, int) else ()


def _where(draft: Draft, event: Event, cameras: tuple[str, ...]) -> Found:
    """The place an event brought, else of the facility it is about, else of a camera; and which."""
    place = _place(draft, event.data.get("location"))
    if place is not None:
        # An adapter that knows the site may have taken a camera's place itself, and then says so.
        said = event.data.get("placed_by")
        return place, _words(said, MOST_NAME) if isinstance(said, str) else ""
    places = draft.senses.cameras
    standing = places.standing(event.subject)
    standing = standing if standing[0] is not None else places.standing(event.source)
    if standing[0] is not None:
        return standing
    named = (*cameras, event.source) if event.subject is None else (
        *cameras, event.subject, event.source,
    )  # fmt: skip
    return places.beside(named, draft.senses.devices[event.source].cameras)


def _occurred(event: Event, received: datetime) -> datetime:
    # A clock without a battery says 1970 or 2099: the event row keeps that, the queue does not.
    return event.time if abs(event.time - received) < BELIEVABLE else received


def _sent(said: object, received: datetime) -> datetime | None:
    """When the device handed the event to the line, where it says so; nonsense says nothing."""
    if not isinstance(said, str):
        return None
    try:
        sent = parse_instant(said)
    except ValueError:
        return None
    return sent if abs(sent - received) < BELIEVABLE else None


def _age_s(draft: Draft, source: str, behind: timedelta) -> float:
    age_s = behind.total_seconds()
    sample = draft.senses.skews.get(source)
    return age_s if sample is None else age_s - sample.smallest_s


def _place(draft: Draft, location: dict[str, Any] | None) -> Place | None:
    if location is None:
        return None
    place = Place(location["lat"], location["lon"], location.get("accuracy_m"))
    if place.is_plausible:
        return place
    draft.count("places_left_out")
    return None


def _cameras(named: list[str] | None) -> tuple[str, ...]:
    if not named:
        return ()
    return tuple([_words(each, MOST_NAME) for each in named[:MOST_CAMERAS]])


def _boxes(found: list[dict[str, Any]] | None) -> tuple[Box, ...]:
    if not found:
        return ()
    return tuple(
        Box(
            x=float(each["x"]),
            y=float(each["y"]),
            w=float(each["w"]),
            h=float(each["h"]),
            label=_words(each.get("label"), MOST_NAME),
        )
        for each in found[:MOST_BOXES]
    )


def _words(value: str | None, most: int) -> str:
    return value.replace("\x00", "").strip()[:most] if value else ""
