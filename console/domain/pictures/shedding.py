"""What the wall leaves out when the processor is short: steps in a stated order. Pure.

First background tiles show every second picture, then every third, then key pictures only. The spot
tile and the alerts are never touched. Times are monotonic seconds handed in by the caller.
"""

from dataclasses import dataclass, replace
from enum import IntEnum

BEHIND_S = 0.25
FAR_BEHIND_S = 1.0
CALM_S = 0.12
BUSY = 0.85
QUIET = 0.70
STEP_UP_S = 2.0
STEP_UP_FAR_S = 1.0
PATIENCE_S = 8.0
LONGEST_PATIENCE_S = 120.0
_REGRET_S = 20.0


class Shed(IntEnum):
    """How much is left out, in the order in which it is."""

    NOTHING = 0
    EVERY_SECOND = 1
    EVERY_THIRD = 2
    KEY_PICTURES = 3

    @property
    def words(self) -> str:
        """As `console.ports.player.PictureState.shed` tells it."""
        return ("", "slower", "slower", "key frames")[self]

    @property
    def shows_each(self) -> int:
        """Of how many pictures one is drawn, key pictures apart."""
        return (1, 2, 3, 1)[self]


@dataclass(frozen=True, slots=True)
class Load:
    """How one worker fares: `behind_s` is how late its usual stream is handled, in seconds.

    `busy` is the part of the machine's processor time that is used, 0 to 1.
    """

    behind_s: float
    busy: float


@dataclass(frozen=True, slots=True)
class Shedding:
    """The step of one worker and what is needed to judge the next."""

    shed: Shed = Shed.NOTHING
    changed_at: float = float("-inf")
    calm_since: float | None = None
    patience_s: float = PATIENCE_S
    eased_at: float = float("-inf")


def decide(load: Load, shedding: Shedding, now: float) -> Shedding:
    """One step more, one step back, or none.

    More only when streams are late and the processor is the reason: a slow network alone sheds
    nothing. Back after a calm time, which doubles when the step back proved to be too early.
    """
    if load.behind_s >= BEHIND_S and load.busy >= BUSY:
        return _more(load, replace(shedding, calm_since=None), now)
    if load.behind_s > CALM_S:
        return replace(shedding, calm_since=None)
    since = now if shedding.calm_since is None else shedding.calm_since
    return _back(load, replace(shedding, calm_since=since), now)


def _more(load: Load, shedding: Shedding, now: float) -> Shedding:
    far = load.behind_s >= FAR_BEHIND_S
    waited = now - shedding.changed_at
    if shedding.shed == Shed.KEY_PICTURES or waited < (STEP_UP_FAR_S if far else STEP_UP_S):
        return shedding
    step, patience_s = Shed(shedding.shed + 1), shedding.patience_s
    if now - shedding.eased_at < _REGRET_S:
        patience_s = min(LONGEST_PATIENCE_S, 2 * patience_s)
    return Shedding(step, changed_at=now, patience_s=patience_s)


def _back(load: Load, shedding: Shedding, now: float) -> Shedding:
    if shedding.shed == Shed.NOTHING:
        long_ago = now - shedding.changed_at > LONGEST_PATIENCE_S
        return replace(shedding, patience_s=PATIENCE_S) if long_ago else shedding
    # A processor with room to spare is given the pictures back sooner.
    needed = shedding.patience_s if load.busy < QUIET else 2 * shedding.patience_s
    calm_s = now - max(shedding.calm_since or now, shedding.changed_at)
    if calm_s < needed:
        return shedding
    step = Shed(shedding.shed - 1)
    return replace(shedding, shed=step, changed_at=now, calm_since=now, eased_at=now)
