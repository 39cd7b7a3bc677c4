"""A picture's state in words for the operator. Look-ups through Qt's translator; GUI thread."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from console.ports.player import PictureState, PlaybackState
from console.services.wall.wall import TileSeat, Vacancy
from widgets.video_wall.reasons import reason_words
from widgets.words.words import clock_text

LATE_AFTER_S = 2.0
GREY_AFTER_S = 5.0
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a tile says: `tone` is a colour token; `dims` covers the picture, `greys` drains it."""

    headline: str = ""
    detail: str = ""
    reason: str = ""
    tone: str = "secondary"
    dims: bool = False
    greys: bool = False


def verdict(seat: TileSeat, state: PictureState) -> Verdict:
    """The words of one tile; empty when the picture is live."""
    if seat.vacancy is not Vacancy.NONE:
        return _vacant(seat)
    judges = {
        "live": _live,
        "starting": _starting,
        "late": _late,
        "frozen": _frozen,
        "reconnecting": _lost,
        "failed": _failed,
    }
    return judges.get(state.state, _idle)(state)


def span(seconds: float | None) -> str:
    """A length of time: 12 s, 3 min 05 s, 2 h 10 min."""
    whole = int(seconds or 0)
    if whole < 60:
        return translate("VideoWall", "{0} s").format(whole)
    if whole < 3600:
        return translate("VideoWall", "{0} min {1:02d} s").format(whole // 60, whole % 60)
    return translate("VideoWall", "{0} h {1:02d} min").format(whole // 3600, whole // 60 % 60)


def shed_words(shed: str) -> str:
    """What this machine leaves out of a picture for want of processor time."""
    words = {
        "slower": translate("VideoWall", "slower: processor busy"),
        "key frames": translate("VideoWall", "key frames only: processor busy"),
    }
    return words.get(shed, shed)


def wall_shed_words(shed: str) -> str:
    """What the whole wall leaves out; empty when nothing."""
    words = {
        "": "",
        "slower": translate("VideoWall", "Processor busy: slower, except the spot"),
        "key frames": translate("VideoWall", "Processor busy: key frames only, except the spot"),
    }
    return words.get(shed, shed)


def _vacant(seat: TileSeat) -> Verdict:
    match seat.vacancy:
        case Vacancy.NO_STREAM:
            return Verdict(translate("VideoWall", "No stream configured"), tone="warning")
        case Vacancy.UNKNOWN_CAMERA:
            words = translate("VideoWall", "{0}: no longer in the list of cameras")
            act = translate("VideoWall", "Delete frees this place")
            return Verdict(words.format(seat.wanted), act, tone="warning")
        case _:
            words = translate("VideoWall", "No camera assigned")
            return Verdict(words if not seat.spot else translate("VideoWall", "No camera chosen"))


def replay_verdict(state: PlaybackState) -> Verdict:
    """The words over a replay; empty while it shows pictures."""
    if state.state == "opening":
        return Verdict(translate("VideoWall", "Opening the replay"))
    if state.state == "failed":
        words = translate("VideoWall", "NO REPLAY")
        return Verdict(words, reason=reason_words(state.reason), tone="warning", dims=True)
    return Verdict()


def _live(state: PictureState) -> Verdict:
    # A picture that is called live and yet is old (only key frames are decoded) must say so.
    return _late(state) if (state.age_s or 0.0) > LATE_AFTER_S else Verdict()


def _idle(_state: PictureState) -> Verdict:
    return Verdict(translate("VideoWall", "Not started"), dims=True)


def _starting(state: PictureState) -> Verdict:
    return Verdict(translate("VideoWall", "Connecting"), reason=_reason(state), dims=True)


def _frozen(state: PictureState) -> Verdict:
    words = translate("VideoWall", "FROZEN for {0}").format(span(state.still_s))
    detail = translate("VideoWall", "the camera sends the same picture")
    return Verdict(words, detail, tone="warning", greys=True)


def _failed(state: PictureState) -> Verdict:
    words = translate("VideoWall", "NO PICTURE")
    retry = _retry(state) if state.attempt else ""
    return Verdict(words, retry, _reason(state), "fault", dims=True, greys=True)


def _late(state: PictureState) -> Verdict:
    words = translate("VideoWall", "LATE: no new picture for {0}").format(span(state.age_s))
    greys = (state.age_s or 0) > GREY_AFTER_S
    return Verdict(words, reason=_reason(state), tone="warning", greys=greys, dims=greys)


def _lost(state: PictureState) -> Verdict:
    if state.age_s is None:
        words = translate("VideoWall", "NO PICTURE")
    else:
        words = translate("VideoWall", "NO NEW PICTURE for {0}").format(span(state.age_s))
    greys = state.age_s is None or state.age_s > GREY_AFTER_S
    return Verdict(words, _retry(state), _reason(state), "fault", dims=True, greys=greys)


def _retry(state: PictureState) -> str:
    if state.attempt == 0:
        return translate("VideoWall", "Waiting for the camera")
    if state.retry_in_s is None or state.retry_in_s < 0.5:
        return translate("VideoWall", "Reconnecting, attempt {0}").format(state.attempt)
    words = translate("VideoWall", "Reconnecting, attempt {0} in {1} s")
    return words.format(state.attempt, round(state.retry_in_s))


def _reason(state: PictureState) -> str:
    return reason_words(state.reason)


def replay_words(state: PlaybackState, behind_s: float | None) -> str:
    """REPLAY, how long ago, and what the playback does."""
    words = [translate("VideoWall", "REPLAY")]
    if behind_s is not None:
        words.append(f"−{span(behind_s)}")
    if state.at is not None:
        words.append(clock_text(state.at))
    if abs(state.rate - 1.0) > 0.01:
        words.append(f"×{state.rate:g}")
    doing = {
        "paused": translate("VideoWall", "paused"),
        "ended": translate("VideoWall", "end"),
    }
    words += [doing[state.state]] if state.state in doing else []
    return " · ".join(words)
