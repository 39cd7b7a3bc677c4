"""The restart policy of live pictures."""

import pytest

from console.domain.picture import (
    FROZEN_S,
    Arrived,
    Loss,
    Lost,
    Phase,
    PictureLife,
    Shown,
    Step,
    Tick,
    Unwanted,
    Wanted,
    back_off_s,
    decide,
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
    healed = decide(Shown(life.generation, moved=True), silent, 1.6).life
    assert (healed.phase, healed.generation) == (Phase.LIVE, life.generation)


def test_that_late_frozen_and_lost_are_different_states_r_vid_03() -> None:
    life = _live()
    late = life
    for tenth in range(1, 25):
        late = decide(Arrived(life.generation), late, tenth / 10).life
    assert late.phase is Phase.LATE
    frozen = life
    for tenth in range(1, int(FROZEN_S * 10) + 2):
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
    assert lost.retry_at == 30.0


def test_that_the_back_off_grows_from_one_to_thirty_seconds_with_jitter() -> None:
    assert [back_off_s(n, 0.5) for n in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]
    assert back_off_s(1, 0.0) == pytest.approx(0.8)
    assert back_off_s(1, 1.0) == pytest.approx(1.2)
    assert back_off_s(99, 1.0) == 30
