"""The receiver's decisions (R-IF-09): what a frame deserves, before anything is stored. Pure.

- wrong CRC: no answer, counted. Not understood: DUH. Encrypted with a time more than 40 s old or
  20 s ahead: NAK with our time; what it said is shown as a wrong clock, so that no call is lost.
- an event: an ACK that may leave only when the engine has it. The same message again (account,
  line, sequence and data within ten minutes) is the same event.
- NULL, the sign of life: an ACK while the engine is there. Without the engine no panel gets any, so
  that one with a second receiver turns to it.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from backends.adapters.dc09_cipher import decrypted, encrypted, is_opened
from backends.adapters.dc09_content import STAMP, Content, Said, read_content
from backends.adapters.dc09_frame import BadFrame, Frame, framed, read_frame
from backends.adapters.dc09_panels import Dc09Settings, Panel
from backends.adapters.loose import words
from backends.adapters.rules import Origin
from backends.adapters.sighting import Sighting, id_of, subject_of

OLDEST, NEWEST = timedelta(seconds=40), timedelta(seconds=20)
SAME_FOR = timedelta(minutes=10)
COMPLAIN_EVERY = timedelta(minutes=10)
MOST_REMEMBERED = 10_000
_Value = TypeVar("_Value")
KINDS = frozenset({"SIA-DCS", "ADM-CID", "NULL"})
# No type of ours: what nobody can read is shown as unclassified.
UNREAD = "dc09.unreadable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a frame.

    `answer` leaves at once when there are no `sightings`, else when all of them are final.
    `complaints` are sightings that no answer waits for. `heard` is the panel that is alive.
    """

    answer: bytes | None
    sightings: tuple[Sighting, ...] = ()
    complaints: tuple[Sighting, ...] = ()
    heard: Panel | None = None


class Dc09Receiver:
    """Judges frames of all panels, whichever connection they came over."""

    def __init__(self, settings: Dc09Settings, is_known: Callable[[str], bool]) -> None:
        """`is_known` tells whether the engine has an event of that id already."""
        self._settings = settings
        self._is_known = is_known
        self._recent: OrderedDict[str, tuple[str, datetime]] = OrderedDict()
        self._complained: OrderedDict[str, datetime] = OrderedDict()
        self.counts: Counter[str] = Counter()

    def judge(self, raw: bytes, now: datetime, *, engine: bool = True) -> Verdict:
        """The verdict on one frame at this time; `engine` says whether the engine is there."""
        frame = read_frame(raw)
        if isinstance(frame, BadFrame):
            self.counts[f"bad_{frame.why}"] += 1
            return Verdict(None if frame.why == "crc" else _duh(None))
        if not frame.length_right:
            self.counts["wrong_length"] += 1
        panel = self._settings.panels.get(frame.account)
        if panel is None and not self._settings.accept_unknown:
            return self._refused(frame, now, "unknown_account", "an account that is not configured")
        return self._of_panel(frame, panel, now, engine)

    def _of_panel(self, frame: Frame, panel: Panel | None, now: datetime, engine: bool) -> Verdict:
        key = panel.key if panel else b""
        if frame.encrypted and not key:
            return self._refused(frame, now, "no_key", "it is encrypted and no key is configured")
        if panel and key and not frame.encrypted and not panel.allow_plain:
            return self._refused(
                frame, now, "plain", "it is not encrypted, and the panel has a key"
            )
        text = decrypted(key, frame.rest) if frame.encrypted else frame.rest
        content = (
            read_content(frame.kind, text, frame.account)
            if text is not None and frame.kind in KINDS
            else None
        )
        if content is None and frame.encrypted and not is_opened(text or ""):
            return self._refused(frame, now, "wrong_key", "its key is not the configured one")
        if content is None:
            return self._unread(frame, frame.rest if text is None else text, now)
        if frame.encrypted and not _in_time(content, now):
            return self._late(frame, content, panel, now)
        return self._taken(frame, content, panel, now, engine)

    def _taken(
        self, frame: Frame, content: Content, panel: Panel | None, now: datetime, engine: bool
    ) -> Verdict:
        answer = _ack(frame, panel, now)
        if not content.said:
            self.counts["signs_of_life"] += 1
            return Verdict(answer if engine else None, heard=panel)
        self.counts["events"] += 1
        name = self._name_of(frame, content, now)
        origin = panel.origin if panel else Origin(frame.account or content.account)
        found = tuple(
            _sighting(panel, origin, frame, content, said, f"{name}{index or ''}", now)
            for index, said in enumerate(content.said)
        )
        return Verdict(answer, found, heard=panel)

    def _name_of(self, frame: Frame, content: Content, now: datetime) -> str:
        """The id of this message, the same for its repeats, also after a restart."""
        key = id_of(frame.address, frame.sequence, content.data)
        name, seen = self._recent.get(key, ("", now))
        if not name or now - seen > SAME_FOR or frame.sequence == "0000":
            bucket = int(now.timestamp() // SAME_FOR.total_seconds())
            before = id_of(key, str(bucket - 1))
            name = before if self._is_known(before) and not name else id_of(key, str(bucket))
            if frame.sequence == "0000":
                name = id_of(key, now.isoformat())
        else:
            self.counts["repeats"] += 1
        _remember(self._recent, key, (name, now))
        return name

    def _late(self, frame: Frame, content: Content, panel: Panel | None, now: datetime) -> Verdict:
        self.counts["wrong_time"] += 1
        name = panel.origin.name if panel else frame.account
        off = "It tells no time."
        if content.stamp is not None:
            off = f"Its clock is {(content.stamp - now).total_seconds():+.0f} s off."
        said = ", ".join(f"{each.code} {each.zone}".strip() for each in content.said) or "NULL"
        text = f"{name}: {said}. {off}"
        complaint = self._complaint("device.clock", f"clock/{name}/{said}", frame, name, text, now)
        return Verdict(_nak(frame, now), complaints=complaint)

    def _refused(self, frame: Frame, now: datetime, why: str, said: str) -> Verdict:
        self.counts[why] += 1
        account = frame.account or "?"
        text = f"SIA DC-09 #{account}: {said}."
        # Made-up accounts are without number: 256 of them are told in ten minutes, all counted.
        about = id_of(account)[:2] if why == "unknown_account" else account
        complaint = self._complaint(
            "security.identity", f"{why}/{about}", frame, account, text, now
        )
        return Verdict(_duh(frame), complaints=complaint)

    def _unread(self, frame: Frame, said: str, now: datetime) -> Verdict:
        """Shown as unclassified with its words: it may be a call. Another text is another one.

        At most 256 from one panel in ten minutes.
        """
        self.counts["not_understood"] += 1
        account = frame.account or "?"
        text = f"SIA DC-09 #{account}: it cannot be understood · {frame.kind} {words(said, 200)}"
        about = f"not_understood/{account}/{id_of(frame.kind, said)[:2]}"
        complaint = self._complaint(UNREAD, about, frame, account, text, now)
        return Verdict(_duh(frame), complaints=complaint)

    def _complaint(
        self, kind: str, about: str, frame: Frame, subject: str, text: str, now: datetime
    ) -> tuple[Sighting, ...]:
        """A technical alert about a panel, the same one at most once in ten minutes."""
        last = self._complained.get(about)
        if last is not None and now - last < COMPLAIN_EVERY:
            return ()
        _remember(self._complained, about, now)
        name = id_of(kind, about, now.isoformat())
        return (Sighting("dc09", kind, name, subject=subject, origin=frame.account, text=text),)


def _remember(table: OrderedDict[str, _Value], key: str, value: _Value) -> None:
    table[key] = value
    table.move_to_end(key)
    while len(table) > MOST_REMEMBERED:
        table.popitem(last=False)


def _in_time(content: Content, now: datetime) -> bool:
    return content.stamp is not None and now - OLDEST <= content.stamp <= now + NEWEST


def _sighting(
    panel: Panel | None,
    origin: Origin,
    frame: Frame,
    content: Content,
    said: Said,
    name: str,
    now: datetime,
) -> Sighting:
    account = panel.account if panel else origin.name
    place = f"{said.area}/{said.zone}" if said.area.strip("0") else said.zone
    told = (origin.name, said.code, said.zone and f"zone {said.zone}", said.text)
    extended = (content.texts.get(each, "") for each in "SORLI")
    return Sighting(
        "dc09", said.code, name,
        state=said.state,
        subject=subject_of(origin.name, place),
        time=_time_of(content, panel, now),
        origin=account,
        zones=tuple(dict.fromkeys(filter(None, (said.zone, said.zone.lstrip("0"), said.area)))),
        place=content.place,
        text=" · ".join(each for each in (*told, *extended) if each),
        foreign={"account": account, "code": said.code, "state": said.state, "zone": said.zone,
                 "area": said.area, "user": said.user, "sequence": frame.sequence,
                 "message": content.data[:512], **content.texts,
                 **({"sent": content.stamp.isoformat()} if content.stamp else {})},
    )  # fmt: skip


def _time_of(content: Content, panel: Panel | None, now: datetime) -> datetime:
    """When it happened by the panel, which cannot be in our future; ours when its clock is bad."""
    if panel is not None and panel.clock_is_bad:
        return now
    times = (each for each in (content.occurred, content.stamp) if each is not None)
    return min(next(times, now), now)


# --- answers ------------------------------------------------------------------------------------


def _ack(frame: Frame, panel: Panel | None, now: datetime) -> bytes:
    if not frame.encrypted or panel is None:
        return framed(f'"ACK"{frame.sequence}{frame.address}[]', binary=frame.binary)
    sealed = encrypted(panel.key, f"|]{_stamp(now)}")
    return framed(f'"*ACK"{frame.sequence}{frame.address}[{sealed}', binary=frame.binary)


def _nak(frame: Frame, now: datetime) -> bytes:
    return framed(f'"NAK"0000R0L0A0[]{_stamp(now)}', binary=frame.binary)


def _duh(frame: Frame | None) -> bytes:
    if frame is None:
        return framed('"DUH"0000R0L0A0[]')
    return framed(f'"DUH"{frame.sequence}{frame.address}[]', binary=frame.binary)


def _stamp(now: datetime) -> str:
    return f"_{now.strftime(STAMP)}"
