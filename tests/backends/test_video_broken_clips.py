"""Clips that nobody foresaw: each is shown, or refused in words, and no worker ends by one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backends.video.film import Film
from backends.video.pictures import LivePictures
from console.ports.player import Playback
from tests.support.broken_clips import EITHER, ODD_CLIPS, REFUSED, SHOWN, Kind, film
from tests.support.live_pictures import running_pictures
from tests.support.simulated_cameras import wait_until


@pytest.fixture(scope="module")
def pictures() -> Iterator[LivePictures]:
    with running_pictures() as running:
        yield running


def _came_of(playback: Playback) -> str:
    """What an operator sees of it in the end."""

    def settled() -> bool:
        return playback.newest() is not None or playback.state().state == "failed"

    assert wait_until(settled, 30), f"neither shown nor refused: {playback.state()}"
    if playback.newest() is not None:
        return SHOWN
    assert playback.state().reason, "a refusal says why"
    return REFUSED


def test_that_every_odd_clip_is_shown_or_refused_in_words(
    pictures: LivePictures, tmp_path: Path
) -> None:
    pids, wrong = pictures.worker_pids, []
    for name, made, wanted in ODD_CLIPS:
        path = tmp_path / f"{name}.mp4"
        path.write_bytes(made())
        playback = pictures.play_file(path, width=320, height=180)
        seen = _came_of(playback)
        playback.close()
        if wanted not in (EITHER, seen):
            wrong.append((name, seen))
    assert wrong == []
    assert pictures.worker_pids == pids, "a clip ended its worker"


def test_that_pictures_without_times_are_counted_and_found_both_ways() -> None:
    recording = Film(film(Kind(container="h264", pictures=12)))
    assert len(recording.times) == 12
    assert recording.times[-1] == pytest.approx(11 / 15, abs=0.5)
    last, first = recording.picture(11), recording.picture(0)
    again = recording.picture(11)
    assert last is not None and first is not None and again is not None  # noqa: PT018
    assert (last.to_ndarray() == again.to_ndarray()).all()
    assert (last.to_ndarray() != first.to_ndarray()).any()
    recording.close()


def test_that_a_clip_whose_search_leads_nowhere_is_played_from_its_start() -> None:
    half = film(Kind(container="mpegts", pictures=60))
    recording = Film(half[: len(half) // 2] + bytes(len(half) // 2))
    assert recording.picture(0) is not None
    assert recording.picture(20) is not None
    assert recording.picture(3) is not None
    recording.close()
