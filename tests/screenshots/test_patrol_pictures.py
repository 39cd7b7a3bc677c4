"""Pictures of the boards of patrols and shelters; kept when SUNRA_PICTURES names a folder."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.support.field_stage import FieldStage
from tests.support.kept_pictures import keep
from tests.support.patrol_scene import evening, news, site
from widgets.field.panel import FieldPanel
from widgets.patrols.panel import PatrolsPanel
from widgets.shelters.panel import SheltersPanel

pytestmark = [pytest.mark.screenshots, pytest.mark.qt_log_ignore("propagateSizeHints")]
# What is left of the queue at 1920x1080 and at 2560x1440.
SIZES = [(1_123, 930), (1_498, 1_290)]


@pytest.fixture(scope="module")
def stage() -> FieldStage:
    return evening()


def look(panel: FieldPanel, name: str) -> None:
    """Nothing is cut: the board fits, and each button has room for its words."""
    QCoreApplication.sendPostedEvents(None, 0)
    panel.repaint()
    assert panel.minimumSizeHint().width() <= panel.width(), name
    keep(panel, name)
    for button in panel.findChildren(QPushButton):
        if button.isVisible():
            needed = QFontMetrics(button.font()).horizontalAdvance(button.text())
            assert needed <= button.width(), button.text()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", [PatrolsPanel, SheltersPanel])
def test_that_every_page_and_form_fits(
    qtbot: QtBot,
    language: str,
    stage: FieldStage,
    kind: type[PatrolsPanel] | type[SheltersPanel],
    size: tuple[int, int],
) -> None:
    panel = kind(site(), stage.now)
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show()
    panel.take(news(stage))
    name = f"{kind.__name__.removesuffix('Panel').lower()}-{language}-{size[0]}"
    for page in range(len(panel.pages)):
        look(panel, f"{name}-{page}")
        panel.choose("1")  # the patrol that is out has the most acts
        # English words are the longer ones.
        for act in panel.page.acts() if (language, size) == ("en", SIZES[0]) else ():
            form = panel.page.form(act.name, panel.chosen, panel.now)
            if form is not None and form.fields:
                panel.form.open(form)
                look(panel, f"{name}-{page}-{act.name}")
                assert (panel.width(), panel.height()) == size, act.name
                panel.form.put_away()
        panel.turn(1)
