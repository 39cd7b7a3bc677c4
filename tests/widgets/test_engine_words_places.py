"""Every sentence of the engine about patrols and places is known in Korean, whole."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.field_stage import FieldStage
from tests.support.patrol_scene import evening
from widgets.language import Language
from widgets.words.engine import engine_text

TYPES = {"team.separated", "patrol.missed", "unit.stale", "locker.overdue", "checkin.missed"}


@pytest.fixture
def korean(qapp: QApplication) -> Iterator[None]:
    used = Language("ko", qapp)
    yield
    used.close()


def said(stage: FieldStage) -> set[str]:
    alerts = stage.desk.alerts()
    return {each.text for each in alerts if each.source == "engine" and each.type in TYPES}


@pytest.mark.usefixtures("korean")
def test_that_a_night_left_to_itself_is_told_in_korean() -> None:
    stage = evening()
    texts = said(stage)
    for _ in range(60):
        stage.go_to(stage.ms / 1_000 + 600, 60)
        texts |= said(stage)
    hazards = {each.text for each in stage.desk.alerts() if each.subject == "hazard 1"}
    assert len(texts) >= 7
    assert len(hazards) == 1
    for text in texts | hazards:
        assert re.search("[가-힣]", engine_text(text)), text
        assert engine_text(text) != text
