"""The restart policy of live pictures."""

import pytest

from console.domain.pictures.picture import (
    FROZEN_S,
    Answered,
    Arrived,
    Loss,
    Lost,
    Pace,
    Phase,
    PictureLife,
    Shown,
    Step,
    Tick,
    Unwanted,
    Wanted,
    back_off_s,
    decide,
    may_knock,
)


def _live(now: float = 0.0) -> PictureLife:
    life = decide(Wanted(), PictureLife(), now).life
    return decide(Shown(life.generation, moved=True), life, now).life


def test_that_a_wanted_picture_opens_and_is_live_with_its_first_frame() -> None:
    opened = decide(Wanted(), PictureLife(), 5.0)
    assert (opened.step, opened.life.phase) == (Step.OPEN, Phase.STARTING)
    shown = decide(Shown(opened.life.generation, moved=True), opened.life, 5.1)
    assert (shown.step, shown.life.phase, shown.life.frames) == (Step.NOTHING, Phase.LIVE, 1)


def test_that_silence_shows_within_1500_ms_and_heals_on_the_same_connection() -> None:
    life = _live()
    assert decide(Tick(), life, 1.0).life.phase is Phase.LIVE
    silent = decide(Tick(), life, 1.45).life
    assert silent.phase is Phase.RECONNECTING
    late = decide(Shown(life.generation, moved=True), silent, 1.5).life
    assert late.phase is Phase.RECONNECTING, "a picture held back is no sign of life"
    arrived = decide(Arrived(life.generation), late, 1.6).life
    healed = decide(Shown(life.generation, moved=True), arrived, 1.6).life
    assert (healed.phase, healed.generation) == (Phase.LIVE, life.generation)


def test_that_late_frozen_and_lost_are_different_states_r_vid_03() -> None:
    life = _live()
    late = life
    for tenth in range(1, 25):
        late = decide(Arrived(life.generation), late, tenth / 10).life
    assert late.phase is Phase.LATE
    frozen = life
    for tenth in range(1, int(FROZEN_S * 10) + 2):
        frozen = decide(Arrived(life.generation), frozen, tenth / 10).life
        frozen = decide(Shown(life.generation, moved=False), frozen, tenth / 10).life
    assert frozen.phase is Phase.FROZEN
    lost = decide(Lost(life.generation, "gone"), life, 0.5).life
    assert (lost.phase, lost.reason) == (Phase.RECONNECTING, "gone")


def test_that_a_lost_picture_opens_again_when_its_time_has_come() -> None:
    lost = decide(Lost(1, "gone", chance=0.5), _live(), 10.0).life
    assert decide(Tick(), lost, 10.9).step is Step.NOTHING
    again = decide(Tick(), lost, 11.0)
    assert (again.step, again.life.generation) == (Step.OPEN, 2)
    assert again.life.phase is Phase.RECONNECTING


def test_that_an_older_connection_has_no_say() -> None:
    lost = decide(Lost(1, "gone"), _live(), 1.0).life
    second = decide(Tick(), lost, 5.0).life
    for event in (Shown(1, moved=True), Arrived(1), Lost(1, "again")):
        assert decide(event, second, 5.1).life == second


def test_that_an_unwanted_picture_closes_and_forgets() -> None:
    closed = decide(Unwanted(), _live(), 1.0)
    assert (closed.step, closed.life.phase, closed.life.frames) == (Step.CLOSE, Phase.IDLE, 0)
    assert decide(Shown(1, moved=True), closed.life, 1.1).life == closed.life


@pytest.mark.parametrize("loss", [Loss.LOGIN, Loss.ABSENT])
def test_that_what_a_person_must_put_right_is_failed_and_tried_rarely(loss: Loss) -> None:
    lost = decide(Lost(1, "the camera refuses the login", loss, 0.5), _live(), 0.0).life
    assert lost.phase is Phase.FAILED
    assert 30.0 <= (lost.retry_at or 0.0) <= 36.0


def test_that_the_back_off_grows_from_one_to_thirty_seconds_with_jitter() -> None:
    assert [back_off_s(n, 0.5) for n in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]
    assert back_off_s(1, 0.0) == pytest.approx(0.8)
    assert back_off_s(1, 1.0) == pytest.approx(1.2)
    assert back_off_s(99, 1.0) == 30


def _watch(life: PictureLife, seconds: int, *, moved: bool, pace: Pace) -> PictureLife:
    for tenth in range(1, seconds * 10):
        life = decide(Arrived(life.generation, pace), life, tenth / 10).life
        life = decide(Shown(life.generation, moved), life, tenth / 10).life
    return life


def test_that_a_still_scene_is_live_and_a_repeated_picture_frozen_r_vid_03() -> None:
    still = _watch(_live(), 20, moved=False, pace=Pace.LIVELY)
    assert still.phase is Phase.LIVE
    repeated = _watch(_live(), 20, moved=True, pace=Pace.REPEATED)
    assert repeated.phase is Phase.FROZEN
    assert "same picture" in repeated.reason


def test_that_a_slow_camera_is_given_more_time() -> None:
    life = _live()
    slow = decide(Arrived(life.generation, period_s=1.0), life, 0.1).life
    assert decide(Tick(), slow, 2.0).life.phase is Phase.LIVE
    assert decide(Tick(), slow, 3.2).life.phase is Phase.RECONNECTING


def test_that_what_nobody_looks_at_is_live_by_its_packets() -> None:
    life = decide(Wanted(), PictureLife(), 0.0).life
    for second in range(1, 10):
        life = decide(Arrived(life.generation, decoded=False), life, float(second)).life
    assert (life.phase, life.frame_at, life.frames) == (Phase.LIVE, 9.0, 0)


def _long_lost() -> PictureLife:
    life = _live()
    for attempt in range(6):
        life = decide(Lost(life.generation, "gone", chance=0.5), life, 100.0 * attempt).life
        life = life if attempt == 5 else decide(Tick(), life, 100.0 * attempt + 31).life
    return life


def test_that_a_camera_that_answers_again_is_opened_at_once_but_only_once() -> None:
    life = _long_lost()
    assert may_knock(life, 501.0)
    assert decide(Answered(life.generation, well=False), life, 503.0).step is Step.NOTHING
    hasty = decide(Answered(life.generation, well=True), life, 506.0)
    assert hasty.step is Step.OPEN
    failed = decide(Lost(hasty.life.generation, "again", chance=0.5), hasty.life, 506.5).life
    knocked = decide(Answered(failed.generation, well=True), failed, 509.0)
    assert (knocked.step, knocked.life) == (Step.NOTHING, failed)
    silent = decide(Answered(failed.generation, well=False), failed, 512.0).life
    assert decide(Answered(silent.generation, well=True), silent, 515.0).step is Step.OPEN


def test_that_nobody_knocks_where_the_login_was_refused() -> None:
    lost = decide(Lost(1, "the camera refuses the login", Loss.LOGIN, 0.5), _live(), 0.0).life
    assert not may_knock(lost, 1.0)


def test_that_listening_again_costs_no_growing_wait_and_broken_streams_are_failed() -> None:
    assert [back_off_s(n, 0.5, Loss.QUIET) for n in (1, 5, 9)] == [1, 1, 1]
    broken = decide(Lost(1, "can not be decoded", Loss.BROKEN, 0.5), _live(), 0.0).life
    assert (broken.phase, broken.retry_at) == (Phase.FAILED, 1.0)
