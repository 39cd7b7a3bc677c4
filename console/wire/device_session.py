"""What is known of the sequence numbers of one device (R-MSG-02, R-MSG-05). Pure values.

Each boot is a sequence space of its own: contiguous from 1, held as the highest contiguous stored
number and the runs above it. Every operation gives a new value, so that a failed transaction
leaves nothing behind. Time is the engine's monotonic clock in milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

MOST_RUNS = 256
MOST_BOOTS = 1_024
RESEND_AFTER_MS = 5_000
LOST_AFTER_MS = 60_000


class Arrival(Enum):
    """What a sequence number means for its boot."""

    NEW = auto()
    DUPLICATE = auto()
    TOO_SCATTERED = auto()
    """More holes than a window of 256 can make: not taken, the device keeps it."""
    TOO_OLD = auto()
    """Of a boot older than the newest 1,024."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Missing sequence numbers, both ends included."""

    boot: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class BootSequence:
    """One boot: everything up to `stored` is in, and each (first, last) of `runs` above it.

    `since` is when the lowest hole was first seen, `asked` when it was last asked for; `mourned` is
    the highest number a message loss was raised for.
    """

    boot: int
    stored: int = 0
    runs: tuple[tuple[int, int], ...] = ()
    since: int | None = None
    asked: int | None = None
    mourned: int = 0

    def holds(self, sequence: int) -> bool:
        """Whether that number has been taken already."""
        if sequence <= self.stored:
            return True
        return any(first <= sequence <= last for first, last in self.runs)

    def gaps(self) -> tuple[Gap, ...]:
        """Every hole below the highest number taken."""
        found = []
        low = self.stored
        for first, last in self.runs:
            found.append(Gap(self.boot, low + 1, first - 1))
            low = last
        return tuple(found)

    def with_sequence(self, sequence: int, mono_ms: int) -> "BootSequence":
        """The same boot with one more number in it, which it must not hold yet."""
        if sequence == self.stored + 1 and not self.runs:
            return replace(self, stored=sequence)
        runs = _joined((*self.runs, (sequence, sequence)))
        stored = self.stored
        if runs[0][0] == stored + 1:
            stored, runs = runs[0][1], runs[1:]
        return self._watched(stored, runs, mono_ms)

    def _watched(
        self, stored: int, runs: tuple[tuple[int, int], ...], mono_ms: int
    ) -> "BootSequence":
        if not runs:
            return replace(self, stored=stored, runs=(), since=None, asked=None)
        if self.since is None or stored != self.stored or self._has_new_hole(runs):
            return replace(self, stored=stored, runs=runs, since=mono_ms, asked=None)
        return replace(self, stored=stored, runs=runs)

    def _has_new_hole(self, runs: tuple[tuple[int, int], ...]) -> bool:
        # After a loss was raised, only a hole above it starts the clock again.
        return self.mourned > 0 and not self._open(self.runs) and bool(self._open(runs))

    def _open(self, runs: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple(run for run in runs if run[0] - 1 > self.mourned)

    def open_gaps(self) -> tuple[Gap, ...]:
        """The holes no message loss was raised for yet."""
        return tuple(gap for gap in self.gaps() if gap.last > self.mourned)


@dataclass(frozen=True, slots=True)
class DeviceSession:
    """All boots of one device that are still told apart."""

    device: str
    boots: Mapping[int, BootSequence] = field(default_factory=dict)

    @property
    def newest_boot(self) -> int:
        """The highest boot seen, 0 before the first."""
        return max(self.boots, default=0)

    def stored(self, boot: int) -> int:
        """The highest contiguous number of that boot, 0 when it is new."""
        known = self.boots.get(boot)
        return known.stored if known else 0

    def arrive(self, boot: int, sequence: int, mono_ms: int) -> tuple[Arrival, "DeviceSession"]:
        """What this number is, and the session with it. Only NEW changes the session."""
        space = self.boots.get(boot)
        if space is None:
            if len(self.boots) >= MOST_BOOTS and boot < min(self.boots):
                return Arrival.TOO_OLD, self
            space = BootSequence(boot)
        if space.holds(sequence):
            return Arrival.DUPLICATE, self
        grown = space.with_sequence(sequence, mono_ms)
        if len(grown.runs) > max(MOST_RUNS, len(space.runs)):
            return Arrival.TOO_SCATTERED, self
        return Arrival.NEW, self._with(grown)

    def due_resends(self, mono_ms: int) -> tuple[tuple[Gap, ...], "DeviceSession"]:
        """Holes open for 5 s and not asked for within the last 5 s, and the session that asked."""
        asked: list[Gap] = []
        session = self
        for space in self._gapped():
            last = space.since if space.asked is None else space.asked
            if last is not None and mono_ms - last >= RESEND_AFTER_MS:
                asked.extend(space.open_gaps())
                session = session._with(replace(space, asked=mono_ms))
        return tuple(asked), session

    def due_losses(self, mono_ms: int) -> tuple[tuple[Gap, ...], "DeviceSession"]:
        """Holes open for 60 s, each named once, and the session that named them.

        A number that still comes after its loss was raised is taken like any other.
        """
        lost: list[Gap] = []
        session = self
        for space in self._gapped():
            if space.since is not None and mono_ms - space.since >= LOST_AFTER_MS:
                gaps = space.open_gaps()
                lost.extend(gaps)
                session = session._with(replace(space, mourned=gaps[-1].last))
        return tuple(lost), session

    def has_open_gap(self) -> bool:
        """Whether something is missing that may still come."""
        return bool(self._gapped())

    def _gapped(self) -> tuple[BootSequence, ...]:
        return tuple(space for space in self.boots.values() if space.runs and space.open_gaps())

    def _with(self, space: BootSequence) -> "DeviceSession":
        boots = {**self.boots, space.boot: space}
        if len(boots) > MOST_BOOTS:
            del boots[min(boots)]
        return DeviceSession(self.device, boots)


def restored_boot(boot: int, stored: int, also: tuple[int, ...], mono_ms: int) -> BootSequence:
    """A boot as the store remembers it; holes are timed from `mono_ms`."""
    runs = _joined(tuple((number, number) for number in also if number > stored))
    while runs and runs[0][0] == stored + 1:
        stored, runs = runs[0][1], runs[1:]
    return BootSequence(boot, stored, runs, since=mono_ms if runs else None)


def _joined(runs: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if joined and joined[-1][1] + 1 >= first:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)
