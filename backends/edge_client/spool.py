"""A device's durable memory: its boot counter and every event without receipt (R-MSG-04).

What `keep` returned for survives a kill at any instant and a power cut. What became of an event is
written without waiting for the disk: after a crash an event may be sent again, which the engine
absorbs. One process at a time, one thread.
"""

import contextlib
import errno
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from filelock import FileLock, Timeout

from backends.edge_client.pictures import PictureShelf
from backends.edge_client.records import KeptEvent, Out, Record, Settled, line_of, record_of
from backends.edge_client.reserve import Reserve
from backends.edge_client.segments import Place, Segments, write_durably
from backends.edge_client.survey import Found, Key, survey
from backends.files.whole import replacing
from console.domain.errors import EnvironmentFault

SPARE_BYTES = 4 * 1024 * 1024
REJECTED_BYTES = 4 * 1024 * 1024
HISTORY_BYTES = 2 * 1024 * 1024
"""Ended events are kept so far back, so that a report made again after a kill is recognised."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where a waiting event lies, and what is worth knowing without reading it."""

    place: Place
    at_ms: int
    pictures: tuple[str, ...]


class SpoolFull(EnvironmentFault):
    """There is no room on the disk. What was kept before is whole and goes on being sent."""


class Spool:
    """One device's folder. Opening it counts a new boot."""

    def __init__(
        self, folder: Path, *, owner: str = "", first_boot: int = 1, reserve_bytes: int = 0
    ) -> None:
        """Take the folder; raises EnvironmentFault when it cannot be used or is in use.

        `owner` is the device's id: a folder that another device has used is refused. `first_boot`
        is the number of the first start on an empty folder. A device whose folder was lost must
        not count from 1 again: the engine would take its events for repeats. `reserve_bytes` are
        held free for the day the disk is full.

        A full disk does not hinder the start on a folder that was used before: what waits there
        can be sent, and the boot is written with the first event that is kept.
        """
        self.folder = folder
        self.repairs: tuple[str, ...] = ()
        self._live: dict[int, int] = {}
        self._live_bytes = 0
        self._boot_due = self._evictions_due = False
        self.reserve = Reserve(folder / "reserve", reserve_bytes)
        self._lock = _locked(folder)
        try:
            _claim(folder / "device", owner)
            self._segments = Segments(folder)
            self._pictures = PictureShelf(folder / "pictures")
            self._found = self._recover()
            self.evicted, self.untold = _evictions(folder)
            self.boot = self._count_up(first_boot)
            self.reserve.hold()
        except OSError as error:
            self._lock.release()
            self._fail(error)
        except EnvironmentFault:
            self._lock.release()
            raise

    @property
    def held_bytes(self) -> int:
        """What waits, with its pictures."""
        return self._live_bytes + self._pictures.held_bytes

    def left(self) -> Iterator[tuple[KeptEvent, Waiting]]:
        """What earlier boots could not deliver, by boot and sequence; asked once, after opening."""
        found, self._found = self._found.waiting, Found()
        for key in sorted(found):
            event, place = found[key]
            yield event, Waiting(place, event.at_ms, event.pictures)

    @property
    def ended(self) -> dict[str, str]:
        """Ids of events that ended lately, and how; empty once `left` was asked."""
        return self._found.ended

    def put_pictures(self, contents: Sequence[bytes]) -> tuple[str, ...]:
        """Keep pictures for an event that follows; their sha256, in order."""
        try:
            return self._pictures.put(contents)
        except OSError as error:
            self._fail(error)

    def keep(self, events: Sequence[KeptEvent]) -> list[Waiting]:
        """Keep all of these events, on disk when this returns; or none, with EnvironmentFault."""
        return self._keep(events, events)

    def renumber(
        self, events: Sequence[KeptEvent], old: Sequence[tuple[Key, Waiting]]
    ) -> list[Waiting]:
        """Keep events under new numbers and end the old ones, in one durable write."""
        out = [Out(*key, "renumbered") for key, _ in old]
        kept = self._keep(events, [*events, *out])
        self._forget([waiting for _, waiting in old])
        return kept

    def _keep(self, events: Sequence[KeptEvent], records: Sequence[Record]) -> list[Waiting]:
        try:
            if self._boot_due:
                self._write_boot()
            places = self._segments.append([line_of(each) for each in records], durable=True)
        except OSError as error:
            for event in events:
                self._pictures.sweep(event.pictures)
            self._fail(error)
        kept = []
        for event, place in zip(events, places, strict=False):
            self._count(place)
            self._pictures.use(event.pictures)
            kept.append(Waiting(place, event.at_ms, event.pictures))
        return kept

    def read(self, waiting: Waiting) -> tuple[bytes, tuple[bytes, ...]] | None:
        """The envelope of a waiting event and its pictures; None when the disk spoilt them."""
        try:
            record = record_of(self._segments.read(waiting.place))
            pictures = [self._pictures.read(name) for name in waiting.pictures]
        except OSError as error:
            self._fail(error)
        whole = [each for each in pictures if each is not None]
        if not isinstance(record, KeptEvent) or len(whole) < len(pictures):
            return None
        return record.json, tuple(whole)

    def read_event(self, waiting: Waiting) -> KeptEvent | None:
        """A waiting event as it was kept; None when the disk spoilt it."""
        try:
            record = record_of(self._segments.read(waiting.place))
        except OSError as error:
            self._fail(error)
        return record if isinstance(record, KeptEvent) else None

    def settle(
        self, boot: int, stored: int, also: Sequence[int], waiting: Sequence[Waiting]
    ) -> None:
        """The engine has everything up to `stored` and each of `also`: these waiting events."""
        self._note(Settled(boot, stored, tuple(also)))
        self._forget(waiting)

    def drop(
        self, boot: int, sequence: int, why: str, waiting: Waiting, *, noted: bool = True
    ) -> None:
        """One event leaves without a receipt: `why` is rejected or evicted.

        One whose file is about to be deleted need not be `noted`: there is no room to do so.
        """
        if why == "evicted":
            self.evicted += 1
            self.untold += 1
            self._note_evictions()
        if noted:
            self._note(Out(boot, sequence, why))
        self._forget([waiting])

    def told_evictions(self, count: int) -> None:
        """So many evictions have become an event."""
        self.untold -= count
        self._note_evictions()

    def reject(self, envelope: bytes, code: str, reason: str) -> None:
        """Keep a refused event with the engine's reason in `rejected.jsonl`, for people."""
        path = self.folder / "rejected.jsonl"
        line = {"code": code, "reason": reason, "event": json.loads(envelope)}
        try:
            if path.exists() and path.stat().st_size > REJECTED_BYTES:
                path.replace(path.with_suffix(".1.jsonl"))
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            self._fail(error)

    def go_on_as(self, boot: int) -> None:
        """Leave the present boot number behind; on a full disk that is written later."""
        self.boot, self._boot_due = boot, True
        with contextlib.suppress(OSError):
            self._write_boot()

    def close(self) -> None:
        """Close and let go of the folder; once more is fine."""
        self._segments.close()
        self._lock.release()

    def _note(self, record: Record) -> None:
        # On a full disk they will be sent once more after a restart, and absorbed.
        with contextlib.suppress(OSError):
            self._segments.append([line_of(record)], durable=False)

    def _forget(self, ended: Sequence[Waiting]) -> None:
        for waiting in ended:
            self._live[waiting.place.segment] -= 1
            self._live_bytes -= waiting.place.length
            self._pictures.release(waiting.pictures)
        self._clean()

    def _clean(self) -> None:
        """Delete files from the oldest on while nothing in them waits and history is long."""
        numbers = self._segments.numbers
        while len(numbers) > 1 and not self._live.get(numbers[0]):
            if self._segments.held_bytes - self._segments.size(numbers[0]) < HISTORY_BYTES:
                return
            self._live.pop(numbers[0], None)
            self._segments.delete_oldest()
            numbers = self._segments.numbers

    def relieve(self) -> bool:
        """Delete every file from the oldest on in which nothing waits; whether there was one."""
        before = self._segments.held_bytes
        for number in self._segments.numbers:
            if self._live.get(number):
                break
            self._live.pop(number, None)
            self._segments.delete_oldest()
        return self._segments.held_bytes < before

    @property
    def files(self) -> int:
        """How many files hold events."""
        return len(self._segments.numbers)

    def oldest_file(self) -> int | None:
        """The oldest file; nothing is written into it from now on. None when there is none."""
        numbers = self._segments.numbers
        if not numbers:
            return None
        if len(numbers) == 1:
            self._segments.seal()
        return numbers[0]

    def catch_up(self) -> None:
        """What had to wait for room on the disk: the reserve, and how many were given up."""
        self.reserve.hold()
        if self._evictions_due:
            self._note_evictions()

    def relocatable(self) -> int | None:
        """The oldest file when few waiting events in it keep many dead ones from deletion."""
        numbers = self._segments.numbers
        wasteful = self._segments.held_bytes > 2 * self._live_bytes + SPARE_BYTES
        return numbers[0] if wasteful and len(numbers) > 1 else None

    def relocate(self, waiting: Sequence[Waiting]) -> list[Waiting]:
        """Write the waiting events of the oldest file again, at the end; their new places."""
        try:
            lines = [self._segments.read(each.place) + b"\n" for each in waiting]
            places = self._segments.append(lines, durable=True)
        except OSError as error:
            self._fail(error)
        for old, place in zip(waiting, places, strict=True):
            self._live[old.place.segment] -= 1
            self._live_bytes -= old.place.length
            self._count(place)
        self._clean()
        return [
            Waiting(place, old.at_ms, old.pictures)
            for old, place in zip(waiting, places, strict=True)
        ]

    def _count(self, place: Place) -> None:
        self._live[place.segment] = self._live.get(place.segment, 0) + 1
        self._live_bytes += place.length

    def _recover(self) -> Found:
        found = survey(self._segments)
        words = []
        if found.torn is not None:
            self._segments.cut(found.torn)
            words.append(f"the last line was torn by a sudden end: {found.torn.length} bytes cut")
        if found.damaged:
            words.append(f"{len(found.damaged)} damaged lines could not be read")
        self.repairs = tuple(words)
        for event, place in found.waiting.values():
            self._count(place)
            self._pictures.use(event.pictures)
        self._pictures.restore(())
        return found

    def _count_up(self, first_boot: int) -> int:
        before = max(_boot_in(self.folder / "boot"), self._found.newest_boot)
        self.boot = before + 1 if before else first_boot
        try:
            self._write_boot()
        except OSError as error:
            # A number that no event has may come again; but a new folder has nothing to send.
            if not _is_full(error) or not before:
                raise
            self._boot_due = True
            self.repairs += ("the disk is full: what waits is sent, new events find no room",)
        return self.boot

    def _write_boot(self) -> None:
        """Raises OSError."""
        write_durably(self.folder / "boot", b"%d\n" % self.boot)
        self._boot_due = False

    def _note_evictions(self) -> None:
        text = json.dumps({"evicted": self.evicted, "untold": self.untold})
        self._evictions_due = True
        with contextlib.suppress(OSError):
            with replacing(self.folder / "evictions") as part:
                part.write_text(text, encoding="ascii")
            self._evictions_due = False

    def _fail(self, error: OSError) -> NoReturn:
        full = _is_full(error)
        raise (SpoolFull if full else EnvironmentFault)(
            f"The device's spool cannot be used: {error.strerror or error}",
            where=str(self.folder),
            remedy="free some space; what was kept before is safe, and is still sent"
            if full
            else "free some space or correct the folder's rights",
        ) from error


def _is_full(error: OSError) -> bool:
    return error.errno in {errno.ENOSPC, errno.EDQUOT}


def _locked(folder: Path) -> FileLock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock")
        # A look at the status holds it for a moment.
        lock.acquire(timeout=0.3)
    except Timeout as error:
        raise EnvironmentFault(
            "Another process reports with this spool",
            where=str(folder),
            remedy="end it first, or give each process a device and a spool of its own",
        ) from error
    except OSError as error:
        raise EnvironmentFault(
            f"The device's spool cannot be used: {error.strerror or error}",
            where=str(folder),
            remedy="name another folder, or correct its owner and rights",
        ) from error
    return lock


def _claim(path: Path, owner: str) -> None:
    """One device a folder: numbers of two in one would end each other's events."""
    before = path.read_text(encoding="utf-8", errors="replace").strip() if path.exists() else ""
    if owner and before and before != owner:
        raise EnvironmentFault(
            f"The spool belongs to the device {before}",
            where=str(path.parent),
            remedy="give each device a spool of its own",
        )
    if owner and not before:
        write_durably(path, f"{owner}\n".encode())


def _boot_in(path: Path) -> int:
    text = path.read_text(encoding="ascii", errors="replace").strip() if path.exists() else "0"
    if not text.isdigit() or len(text) > 18:
        raise EnvironmentFault(
            "The boot counter is damaged",
            where=str(path),
            remedy="write a number higher than that of the last start into it",
        )
    return int(text)


def _evictions(folder: Path) -> tuple[int, int]:
    """How many events were given up, and how many of them no event has told yet."""
    try:
        known = json.loads((folder / "evictions").read_text(encoding="ascii"))
        return max(0, int(known["evicted"])), max(0, int(known["untold"]))
    except (OSError, ValueError, KeyError, TypeError):
        return 0, 0
