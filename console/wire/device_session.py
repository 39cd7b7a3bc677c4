"""What is known of the sequence numbers of one device (R-MSG-02, R-MSG-05). Pure values.

Each boot is a sequence space of its own: contiguous from 1, held as the highest contiguous stored
number and the runs above it. Every operation gives a new value, so that a failed transaction
leaves nothing behind. Time is the engine's monotonic clock in milliseconds.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from console.domain.frozen import cheaply_made, open_twin

MOST_RUNS = 2_048
"""A device that empties its spool sends life-safety first, and leaves a hole between any two."""
MOST_BOOTS = 1_024
MOST_HOLES = 2_048
"""In all boots together: each tick looks at every one."""
MOST_ASKED = 256
"""Holes asked for at once, the lowest first: a device may have no more on its way."""
RESEND_AFTER_MS = 5_000
LOST_AFTER_MS = 60_000


class Arrival(Enum):
    """What a sequence number means for its boot."""

    NEW = auto()
    DUPLICATE = auto()
    TOO_SCATTERED = auto()
    """More holes than an emptied spool or a few boots can make: not taken, the device keeps it."""
    TOO_OLD = auto()
    """Of a boot older than the newest 1,024."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Missing sequence numbers, both ends included."""

    boot: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers `first` to `last` are in; the rest tells of the hole just below them.

    `since` is when that hole was first seen, `asked` when it was last asked for, `mourned` whether
    a message loss was raised for it.
    """

    first: int
    last: int
    since: int
    asked: int | None = None
    mourned: bool = False


@cheaply_made
@dataclass(frozen=True, slots=True)
class BootSequence:
    """One boot: everything up to `stored` is in, and each of `runs` (rising, apart) above it."""

    boot: int
    stored: int = 0
    runs: tuple[Run, ...] = ()

    def holds(self, sequence: int) -> bool:
        """Whether that number has been taken already."""
        if sequence <= self.stored:
            return True
        at = bisect_right(self.runs, sequence, key=_first)
        return at > 0 and sequence <= self.runs[at - 1].last

    def gaps(self) -> tuple[tuple[Gap, Run], ...]:
        """Every hole below the highest number taken, with the run above it."""
        lasts = (self.stored, *(run.last for run in self.runs))
        return tuple(
            (Gap(self.boot, low + 1, run.first - 1), run)
            for low, run in zip(lasts, self.runs, strict=False)
        )

    def with_sequence(self, sequence: int, mono_ms: int) -> "BootSequence":
        """The same boot with one more number in it, which it must not hold yet."""
        at = bisect_right(self.runs, sequence, key=_first)
        below, above = self.runs[:at], self.runs[at:]
        if above:
            # A number inside a hole splits it: both parts are as old as the hole.
            new = replace(above[0], first=sequence, last=sequence)
        else:
            new = Run(sequence, sequence, mono_ms)
        if above and above[0].first == sequence + 1:
            new, above = replace(new, last=above[0].last), above[1:]
        if below and below[-1].last + 1 == sequence:
            new, below = replace(below[-1], last=new.last), below[:-1]
        if not below and new.first == self.stored + 1:
            return BootSequence(self.boot, new.last, above)
        return BootSequence(self.boot, self.stored, (*below, new, *above))

    def has_open_gap(self) -> bool:
        """Whether a hole is there that no message loss was raised for."""
        return any(not run.mourned for run in self.runs)

    def with_runs(self, changed: Mapping[int, Run]) -> "BootSequence":
        """The same numbers, with what is known of the holes replaced (by a run's `first`)."""
        return replace(self, runs=tuple(changed.get(run.first, run) for run in self.runs))


@cheaply_made
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
        if not space.runs and sequence == space.stored + 1:
            grown = _OpenBoot(boot, sequence, ())
            grown.__class__ = BootSequence
            return Arrival.NEW, self._with(grown)
        if space.holds(sequence):
            return Arrival.DUPLICATE, self
        grown = space.with_sequence(sequence, mono_ms)
        if len(grown.runs) > len(space.runs) and self._has_most_holes(space):
            return Arrival.TOO_SCATTERED, self
        return Arrival.NEW, self._with(grown)

    def _has_most_holes(self, space: BootSequence) -> bool:
        if len(space.runs) >= MOST_RUNS:
            return True
        return sum(len(each.runs) for each in self.boots.values()) >= MOST_HOLES

    def due_resends(self, mono_ms: int) -> tuple[tuple[Gap, ...], "DeviceSession"]:
        """Holes open for 5 s and not asked for within the last 5 s, and the session that asked."""
        return self._due(
            lambda run: mono_ms - (run.since if run.asked is None else run.asked),
            RESEND_AFTER_MS,
            lambda run: replace(run, asked=mono_ms),
            MOST_ASKED,
        )

    def due_losses(self, mono_ms: int) -> tuple[tuple[Gap, ...], "DeviceSession"]:
        """Holes open for 60 s, each named once, and the session that named them.

        A number that still comes after its loss was raised is taken like any other.
        """
        return self._due(
            lambda run: mono_ms - run.since,
            LOST_AFTER_MS,
            lambda run: replace(run, mourned=True),
        )

    def _due(
        self,
        age_of: Callable[[Run], int],
        least: int,
        marked: Callable[[Run], Run],
        most: int = MOST_HOLES,
    ) -> "tuple[tuple[Gap, ...], DeviceSession]":
        due: list[Gap] = []
        session = self
        for space in self._gapped():
            ripe = [
                (gap, run) for gap, run in space.gaps() if not run.mourned and age_of(run) >= least
            ][: most - len(due)]
            due.extend(gap for gap, _ in ripe)
            if ripe:
                changed = {run.first: marked(run) for _, run in ripe}
                session = session._with(space.with_runs(changed))
        return tuple(due), session

    def has_open_gap(self) -> bool:
        """Whether something is missing that may still come."""
        # A plain loop: it is asked after every event.
        for space in self.boots.values():  # noqa: SIM110
            if space.runs and space.has_open_gap():
                return True
        return False

    def _gapped(self) -> tuple[BootSequence, ...]:
        return tuple(space for space in self.boots.values() if space.has_open_gap())

    def _with(self, space: BootSequence) -> "DeviceSession":
        boots = {**self.boots, space.boot: space}
        if len(boots) > MOST_BOOTS:
            del boots[min(boots)]
        made = _OpenSession(self.device, boots)
        made.__class__ = DeviceSession
        return made


def _first(run: Run) -> int:
    return run.first


_OpenBoot, _OpenSession = open_twin(BootSequence), open_twin(DeviceSession)


def restored_boot(boot: int, stored: int, also: tuple[int, ...], mono_ms: int) -> BootSequence:
    """A boot as the store remembers it; holes are timed from `mono_ms`."""
    space = BootSequence(boot, stored)
    for number in sorted(set(also)):
        if number > space.stored:
            space = space.with_sequence(number, mono_ms)
    return space
