"""What the desk makes of connections and time: links, clocks, gaps, silence.

A device was heard whether or not a transaction succeeds, so hearing changes the senses at once and
the link's state is derived from them again at each tick.
"""

from collections import deque
from datetime import datetime

from console.domain.unit import DeviceLink
from console.ports.messages import LinkChanged, MessageArrived, Tick
from console.ports.store import Device
from console.services.desk.draft import Draft
from console.services.desk.losses import losses_text
from console.services.desk.memory import ClockSample
from console.wire.codec import MAX_BYTES
from console.wire.sep1 import Bye, Hello, Ping, Pong, Resend, Welcome

HEARTBEAT_MS = 1_000
SILENT_AFTER_INTERVALS = 3
LEAST_SILENCE_MS = 3_000
SKEW_ALERT_S = 60.0
SKEW_FINE_S = 50.0
SKEW_SHOWN_S = 0.5
MOST_SAMPLES = 16


def hear(draft: Draft, arrived: MessageArrived) -> None:
    """Something came from a device: it is up."""
    device = arrived.peer.device
    if _is_heard_of(draft, arrived):
        return
    # A batch handled again after a failed transaction must not turn the clock back.
    before = draft.senses.heard_ms.get(device, arrived.mono_ms)
    draft.senses.heard_ms[device] = max(before, arrived.mono_ms)
    draft.senses.heard_at[device] = arrived.received
    draft.senses.peers[device] = arrived.peer
    if isinstance(arrived.message, Bye):
        return
    _become_up(draft, device, arrived.received)


def _is_heard_of(draft: Draft, arrived: MessageArrived) -> bool:
    """Whether it came with another of the same connection that was heard: nothing is new in it."""
    senses, device = draft.senses, arrived.peer.device
    if senses.heard_at.get(device) is not arrived.received:
        return False
    is_known = senses.peers.get(device) is arrived.peer and device in senses.heard_ms
    return is_known and _state(draft, device) == "up" and not isinstance(arrived.message, Bye)


def take_hello(draft: Draft, arrived: MessageArrived, hello: Hello) -> None:
    """Welcome a device with what is durable of its boot, or refuse a false name."""
    if hello.device != arrived.peer.device:
        reason = "the name is not that of the device this key belongs to"
        draft.refuse(arrived, "identity", reason)
        return
    session = draft.session(hello.device)
    if hello.boot < session.newest_boot:
        text = (
            f"It counts its starts anew: boot {hello.boot} after boot {session.newest_boot}. "
            "If it was replaced or reset, enrol it under a new name."
        )
        draft.complain("device.fault", arrived, text)
    stored = session.stored(hello.boot)
    welcome = Welcome(hello.device, hello.boot, stored, arrived.received, HEARTBEAT_MS, MAX_BYTES)
    draft.reply(arrived.peer, welcome)


def take_bye(draft: Draft, arrived: MessageArrived) -> None:
    """A planned stop: not silence."""
    _stop(draft, arrived.peer.device, arrived.received)


def take_ping(draft: Draft, arrived: MessageArrived, ping: Ping) -> None:
    """Answer at once and learn how far the device's clock is off."""
    draft.reply(arrived.peer, Pong(ping.mono_ms, arrived.received))
    device = arrived.peer.device
    ahead_s = -_sampled(draft, device, (arrived.received - ping.time).total_seconds())
    shown = draft.senses.shown_skews.get(device)
    if shown is None or abs(ahead_s - shown) >= SKEW_SHOWN_S:
        draft.senses.shown_skews[device] = ahead_s
        state = _state(draft, device)
        draft.show_link(DeviceLink(device, state, arrived.received, ahead_s))


def _sampled(draft: Draft, device: str, behind_s: float) -> float:
    # Delay on the way only ever adds, so the smallest of the newest samples is the truest.
    sample = draft.senses.skews.setdefault(device, ClockSample(deque(maxlen=MOST_SAMPLES)))
    sample.newest.append(behind_s)
    draft.senses.clocks_due.add(device)
    return sample.smallest_s


def pass_time(draft: Draft, tick: Tick) -> None:
    """What time alone brings: silence, wrong clocks, resend requests, message loss."""
    heard, links = draft.senses.heard_ms, draft.memory.links
    for device in draft.senses.devices.values():
        if device.revoked:
            _let_go(draft, device.id, tick.now)
            continue
        # Most devices were heard a moment ago: thousands of them must not cost a tick its time.
        link, heard_ms = links.get(device.id), heard.get(device.id)
        if (
            link is None
            or link.state != "up"
            or heard_ms is None
            or tick.mono_ms - heard_ms > _patience_ms(device)
        ):
            _watch_silence(draft, device, tick)
    _watch_clocks(draft, tick.now)
    for name in sorted(draft.memory.gapped.keys()):
        _watch_gaps(draft, name, tick)


def _watch_clocks(draft: Draft, now: datetime) -> None:
    # Kept until the tick that looked is durable: a rolled-back one looks again.
    for device in sorted(draft.senses.clocks_due):
        registered = draft.senses.devices.get(device)
        if registered is not None and not registered.revoked:
            _watch_clock(draft, device, now)


def _let_go(draft: Draft, device: str, now: datetime) -> None:
    """A revoked device is neither up nor missed."""
    if _state(draft, device) in ("up", "silent"):
        _stop(draft, device, now)


def _stop(draft: Draft, device: str, at: datetime) -> None:
    draft.senses.heard_ms.pop(device, None)
    _change_link(draft, device, "stopped", at)
    draft.report_of_engine("device.silent", device, "cleared", at)


def _watch_silence(draft: Draft, device: Device, tick: Tick) -> None:
    state = _state(draft, device.id)
    heard = draft.senses.heard_ms.get(device.id)
    if heard is None:
        if state == "up":
            # Restored after a restart: it has the usual time to be heard again.
            draft.senses.heard_ms[device.id] = tick.mono_ms
        return
    patience_ms = _patience_ms(device)
    if tick.mono_ms - heard <= patience_ms:
        _become_up(draft, device.id, draft.senses.heard_at.get(device.id, tick.now))
    elif state == "up":
        _change_link(draft, device.id, "silent", tick.now)
        text = f"Nothing heard for {patience_ms / 1_000:.0f} s."
        draft.report_of_engine("device.silent", device.id, "active", tick.now, text)


def _patience_ms(device: Device) -> float:
    return max(device.interval_s * 1_000 * SILENT_AFTER_INTERVALS, LEAST_SILENCE_MS)


def _become_up(draft: Draft, device: str, at: datetime) -> None:
    if _state(draft, device) != "up":
        _change_link(draft, device, "up", at)
        draft.report_of_engine("device.silent", device, "cleared", at)


def _watch_clock(draft: Draft, device: str, now: datetime) -> None:
    sample = draft.senses.skews.get(device)
    # One late message must not blame a clock.
    if sample is None or len(sample.newest) < 2:
        return
    off_s = abs(sample.smallest_s)
    key = ("engine", "device.clock", device, False)
    blamed = draft.memory.orders.get(key) is not None
    if off_s > SKEW_ALERT_S and not blamed:
        draft.memory.orders.put(key, (1, 1))
        text = f"The clock is {off_s:.0f} s off."
        draft.report_of_engine("device.clock", device, "active", now, text)
    elif off_s < SKEW_FINE_S and blamed:
        draft.memory.orders.put(key, None)
        draft.report_of_engine("device.clock", device, "cleared", now)


def _watch_gaps(draft: Draft, name: str, tick: Tick) -> None:
    lost, session = draft.session(name).due_losses(tick.mono_ms)
    if lost:
        draft.count("gaps_lost", len(lost))
        text = losses_text(_told_losses(draft, name), lost)
        draft.report_of_engine("device.message_loss", name, "point", tick.now, text)
    asked, session = session.due_resends(tick.mono_ms)
    peer = draft.senses.peers.get(name)
    for gap in asked:
        draft.count("resends")
        if peer is not None:
            draft.reply(peer, Resend(gap.boot, gap.first, gap.last))
    if lost or asked:
        draft.put_session(session)


def _told_losses(draft: Draft, device: str) -> str:
    """What the open alert that a further loss joins says already."""
    number = draft.memory.by_key.get(("engine", "device.message_loss", device, False))
    known = draft.memory.alerts.get(number) if number is not None else None
    return known.text if known is not None and known.is_open else ""


def _state(draft: Draft, device: str) -> str:
    link = draft.memory.links.get(device)
    return link.state if link else "unknown"


def _change_link(draft: Draft, device: str, state: str, at: datetime) -> None:
    heard_at = draft.senses.heard_at.get(device)
    link = DeviceLink(device, state, heard_at, draft.senses.shown_skews.get(device))
    draft.memory.links.put(device, link)
    draft.change(LinkChanged(link, at))
