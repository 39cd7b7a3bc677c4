"""What the engine says of escorts and check-ins, in Korean and in the room's own time."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from console.domain.wall_clock import in_district
from tests.support.escort_scene import EscortScene
from widgets.language import Language
from widgets.words.engine import engine_text


@pytest.fixture
def korean(qapp: object) -> Iterator[None]:
    del qapp
    language = Language("en")
    language.use("ko")
    yield
    language.close()


@pytest.mark.usefixtures("korean")
def test_that_every_sentence_of_an_evening_is_told_in_korean() -> None:
    scene = EscortScene()
    scene.busy()
    stage = scene.stage
    stage.field("escort:1", "offer", {"to": "광진구"})
    stage.wall_s = 3_600
    stage.go_to(stage.ms / 1_000 + 1_200, 10)
    texts = {each.type: each.text for each in stage.desk.alerts() if each.source == "engine"}
    assert {"escort.unmatched", "escort.not_met", "escort.overdue", "escort.handover",
            "checkin.missed", "device.clock"} <= texts.keys()  # fmt: skip
    for kind, text in texts.items():
        said = engine_text(text)
        assert said != text, kind
        assert "+00:00" not in said


def test_that_times_are_of_the_room_and_the_rest_is_as_it_came() -> None:
    at = EscortScene().stage.now + timedelta(minutes=7)
    text = f"They should have arrived by {at.isoformat(timespec='minutes')}."
    assert f"{in_district(at):%H:%M}" in engine_text(text)
    assert engine_text("A sentence of tomorrow.") == "A sentence of tomorrow."
    assert engine_text("They should have arrived by noon.") == "They should have arrived by noon."
