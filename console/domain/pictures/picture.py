"""What a live picture is worth and when to try again: the restart policy as pure transitions.

Times are monotonic seconds handed in by the caller; chance is handed in too. Knows no camera, no
thread. A connection has a generation: what an older one still has to say is dropped.

Frozen or still: a picture that does not change is frozen only when its coded stream shows no life
either (`Pace`). A sensor that looks at an empty street codes noise, and noise has no two sizes
alike; an encoder that repeats a picture codes the same few bytes again and again.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

SILENT_S = 1.0
LATE_S = 2.0
PERIODS = 3.0
FROZEN_S = 6.0
FIRST_PICTURE_S = 8.0
BACK_OFF_S = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
HOPELESS_BACK_OFF_S = 30.0
JITTER = 0.2
KNOCK_EVERY_S = 3.0
WORTH_A_KNOCK_S = 1.0


class Phase(StrEnum):
    """The state words of `console.ports.player.PictureState`."""

    IDLE = "idle"
    STARTING = "starting"
    LIVE = "live"
    LATE = "late"
    FROZEN = "frozen"
    RECONNECTING = "reconnecting"
    FAILED = "failed"


class Loss(StrEnum):
    """Why a connection ended: what passes by itself, and what a person must put right.

    `QUIET` is a stream that is sent to us unasked (MPEG-TS over UDP): listening again burdens
    nobody. `BROKEN` is one that arrives and can not be decoded.
    """

    PASSING = "passing"
    LOGIN = "login"
    ABSENT = "absent"
    QUIET = "quiet"
    BROKEN = "broken"


class Pace(StrEnum):
    """What time stamps and sizes of the coded pictures tell: new pictures, one repeated, or none.

    `UNSURE` leaves it to the pixels.
    """

    LIVELY = "lively"
    REPEATED = "repeated"
    UNSURE = "unsure"


class Step(StrEnum):
    """What the caller has to do now."""

    NOTHING = "nothing"
    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody looks at the picture."""


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Nobody looks any more."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A packet of the connection `generation` arrived.

    `decoded` is False while nobody looks: then the packet stands for its picture. `period_s` is the
    usual time between two pictures, 0 when not known: a slow camera is given more time. `drawn_s`
    is the time between two that are drawn where that is longer (key pictures only).
    """

    generation: int
    pace: Pace = Pace.UNSURE
    decoded: bool = True
    period_s: float = 0.0
    drawn_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Shown:
    """Pictures of the connection `generation` are in place; `moved` when the last one differs."""

    generation: int
    moved: bool
    pictures: int = 1


@dataclass(frozen=True, slots=True)
class Lost:
    """The connection `generation` ended. `chance` is 0 to 1, for the jitter."""

    generation: int
    reason: str
    loss: Loss = Loss.PASSING
    chance: float = 0.5


@dataclass(frozen=True, slots=True)
class Answered:
    """The door of a lost camera was knocked at: `well` when it would open."""

    generation: int
    well: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """Time went by."""


_PASSES = (Loss.PASSING, Loss.QUIET)

Event = Wanted | Unwanted | Arrived | Shown | Lost | Answered | Tick


@dataclass(frozen=True, slots=True)
class PictureLife:
    """All the policy remembers of one picture."""

    phase: Phase = Phase.IDLE
    generation: int = 0
    connected: bool = False
    attempts: int = 0
    retry_at: float | None = None
    opened_at: float = 0.0
    packet_at: float | None = None
    frame_at: float | None = None
    moved_at: float | None = None
    lively_at: float | None = None
    frames: int = 0
    reason: str = ""
    trusts_answers: bool = True
    pace: Pace = Pace.UNSURE
    period_s: float = 0.0
    drawn_s: float = 0.0
    loss: Loss = Loss.PASSING


@dataclass(frozen=True, slots=True)
class Decision:
    """The new life and the step to take."""

    life: PictureLife
    step: Step = Step.NOTHING


def decide(event: Event, life: PictureLife, now: float) -> Decision:
    """The whole policy. Total: an event that means nothing now changes nothing."""
    match event:
        case Wanted():
            return Decision(life) if life.phase != Phase.IDLE else _open(life, now)
        case Unwanted():
            step = Step.CLOSE if life.connected else Step.NOTHING
            return Decision(PictureLife(generation=life.generation + 1), step)
        case Tick():
            return _tick(life, now)
        case Answered():
            return _answered(event, life, now)
        case _:
            return Decision(life if _is_stale(event, life) else _hear(event, life, now))


def back_off_s(attempts: int, chance: float, loss: Loss = Loss.PASSING) -> float:
    """Seconds until the next try: 1, 2, 4 ... 30 with 20 % either way.

    After a refused login 30 to 36: never sooner, as cameras lock who tries too often.
    """
    if loss == Loss.LOGIN:
        return HOPELESS_BACK_OFF_S * (1 + JITTER * chance)
    step = BACK_OFF_S[min(max(attempts, 1), len(BACK_OFF_S)) - 1]
    base = HOPELESS_BACK_OFF_S if loss == Loss.ABSENT else step
    base = BACK_OFF_S[0] if loss == Loss.QUIET else base
    return min(HOPELESS_BACK_OFF_S, base * (1 + JITTER * (2 * chance - 1)))


def may_knock(life: PictureLife, now: float) -> bool:
    """Whether a knock at the camera's door may shorten the wait (never after a refused login)."""
    waits = (
        not life.connected and life.retry_at is not None and life.retry_at - now > WORTH_A_KNOCK_S
    )
    return waits and life.loss != Loss.LOGIN


def _is_stale(event: Arrived | Shown | Lost, life: PictureLife) -> bool:
    return life.phase == Phase.IDLE or not life.connected or event.generation != life.generation


def _hear(event: Arrived | Shown | Lost, life: PictureLife, now: float) -> PictureLife:
    match event:
        case Arrived():
            return _judge(_arrived(event, life, now), now)
        case Shown():
            return _shown(event, life, now)
        case Lost():
            return _lost(event, life, now)


def _open(life: PictureLife, now: float) -> Decision:
    first = life.frame_at is None and life.attempts == 0
    opened = replace(
        life,
        phase=Phase.STARTING if first else life.phase,
        generation=life.generation + 1,
        connected=True,
        retry_at=None,
        opened_at=now,
        packet_at=None,
    )
    return Decision(opened, Step.OPEN)


def _answered(event: Answered, life: PictureLife, now: float) -> Decision:
    """A door that opens again is worth one try at once; if that fails, the wait is kept."""
    if event.generation != life.generation or life.connected or life.retry_at is None:
        return Decision(life)
    if not event.well:
        return Decision(replace(life, trusts_answers=True))
    if not life.trusts_answers:
        return Decision(life)
    return _open(replace(life, trusts_answers=False), now)


def _arrived(event: Arrived, life: PictureLife, now: float) -> PictureLife:
    lively_at = now if event.pace == Pace.LIVELY else life.lively_at
    arrived = replace(
        life, packet_at=now, lively_at=lively_at, pace=event.pace, period_s=event.period_s,
        drawn_s=event.drawn_s,
    )  # fmt: skip
    if event.decoded:
        return arrived
    return replace(arrived, frame_at=now, moved_at=now, attempts=0, trusts_answers=True)


def _tick(life: PictureLife, now: float) -> Decision:
    if life.phase == Phase.IDLE:
        return Decision(life)
    if not life.connected:
        due = life.retry_at is not None and now >= life.retry_at
        return _open(life, now) if due else Decision(life)
    if life.packet_at is not None and _is_silent(life, now):
        reason = f"no data from the camera for {now - life.packet_at:.0f} s"
        return Decision(replace(life, phase=Phase.RECONNECTING, reason=reason))
    return Decision(_judge(life, now))


def _shown(event: Shown, life: PictureLife, now: float) -> PictureLife:
    # A repeated picture that is coded anew looks a little different at each key picture.
    moved = event.moved and life.pace != Pace.REPEATED
    moved_at = now if moved or life.moved_at is None else life.moved_at
    packet_at = now if life.packet_at is None else life.packet_at
    shown = replace(
        life, frame_at=now, packet_at=packet_at, moved_at=moved_at, attempts=0,
        frames=life.frames + event.pictures, trusts_answers=True,
    )  # fmt: skip
    return shown if _is_silent(shown, now) else _judge(shown, now)


def _lost(event: Lost, life: PictureLife, now: float) -> PictureLife:
    attempts = life.attempts + 1
    return replace(
        life,
        phase=Phase.RECONNECTING if event.loss in _PASSES else Phase.FAILED,
        connected=False,
        attempts=attempts,
        retry_at=now + back_off_s(attempts, event.chance, event.loss),
        packet_at=None,
        moved_at=None,
        lively_at=None,
        pace=Pace.UNSURE,
        reason=event.reason,
        loss=event.loss,
    )


def _judge(life: PictureLife, now: float) -> PictureLife:
    """The phase of a connection that delivers."""
    if life.frame_at is None or life.frame_at < life.opened_at:
        return _awaited(life, now)
    if now - life.frame_at > max(_patience_s(life, LATE_S), PERIODS * life.drawn_s):
        reason = f"data arrives, but no picture for {now - life.frame_at:.0f} s"
        return replace(life, phase=Phase.LATE, reason=reason)
    if life.moved_at is not None and _is_frozen(life, now):
        reason = f"the camera sends the same picture for {now - life.moved_at:.0f} s"
        return replace(life, phase=Phase.FROZEN, reason=reason)
    if life.phase == Phase.LIVE and not life.reason:
        return life
    return replace(life, phase=Phase.LIVE, reason="")


def _is_silent(life: PictureLife, now: float) -> bool:
    limit = _patience_s(life, SILENT_S)
    return life.packet_at is not None and now - life.packet_at > limit


def _patience_s(life: PictureLife, least_s: float) -> float:
    return max(least_s, PERIODS * life.period_s)


def _is_frozen(life: PictureLife, now: float) -> bool:
    if life.pace == Pace.REPEATED:
        return True
    signs = [at for at in (life.moved_at, life.lively_at) if at is not None]
    return bool(signs) and now - max(signs) > FROZEN_S


def _awaited(life: PictureLife, now: float) -> PictureLife:
    if now - life.opened_at < FIRST_PICTURE_S:
        return life
    waited = now - life.opened_at
    return replace(life, reason=f"connected, but no picture for {waited:.0f} s")
