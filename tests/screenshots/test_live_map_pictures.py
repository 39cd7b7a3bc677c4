"""Whole pictures of the live map: what an operator would see, kept when a folder is named.

Set `SUNRA_PICTURES` to a folder to keep them. Checks hold for every size and language: names clear
of each other and of everything that lies over the map, and the most urgent alert in sight.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backends.map_data.site_file import builtin_site
from console.domain.alerts.alert import (
    Alert,
    AlertClass,
    Attention,
    Condition,
    Visibility,
    Work,
)
from console.domain.site import Site
from console.domain.unit import UnitPosition
from console.ports.map_overlay import (
    Overlay,
    OverlayLine,
    OverlayPoint,
    OverlayStrip,
    PointMeaning,
    Standing,
)
from tests.support.kept_pictures import keep
from widgets.language import Language
from widgets.live_map.panel import LiveMap
from widgets.theme import COLOURS

pytestmark = pytest.mark.screenshots
NOW = datetime(2026, 1, 1, 22, 0, tzinfo=UTC)
SIZES = [(860, 520), (1150, 330), (1920, 1080), (2560, 1440)]


@pytest.fixture(scope="module")
def site() -> Site:
    return builtin_site("seongdong")


def _alerts(site: Site) -> list[Alert]:
    cameras = list(site.cameras.values())
    return [
        Alert(
            number=100 + n, type="analytics.fall", priority=1 + n % 4, source="cam", subject=None,
            alert_class=AlertClass.LIFE if n % 4 == 0 else AlertClass.ANALYTICS,
            condition=Condition.ACTIVE, work=Work.NEW, visibility=Visibility.NORMAL,
            attention=Attention.ACKNOWLEDGED if n % 3 else Attention.UNACKNOWLEDGED,
            drill=n == 7,
            raised=NOW, occurred=NOW, updated=NOW, place=cameras[n * 331].place,
            cameras=(cameras[n * 331].id,),
        )
        for n in range(12)
    ]  # fmt: skip


def _some_quiet(site: Site) -> list[Alert]:
    """The same, every third of no life shelved, out of service or suppressed."""
    quiet = (Visibility.SHELVED, Visibility.OUT_OF_SERVICE, Visibility.SUPPRESSED)
    return [
        replace(each, visibility=quiet[n % 3]) if n % 2 else each
        for n, each in enumerate(_alerts(site))
    ]


def _fixes(site: Site) -> list[UnitPosition]:
    cameras, kinds = list(site.cameras.values()), ("escort", "patrol", "guard")
    return [
        UnitPosition(
            f"{kinds[n % 3]}-{n:02d}", "gateway", at := NOW - timedelta(seconds=(2, 70)[n == 5]),
            at, cameras[n * 173 + 40].place,
        )
        for n in range(24)
    ]  # fmt: skip


def _picture(
    site: Site, language: str, size: tuple[int, int], qtbot: QtBot, *, near: bool
) -> LiveMap:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = LiveMap(site, language)
    qtbot.addWidget(made)
    made.resize(*size)
    made.set_now(NOW)
    made.set_alerts(_alerts(site))
    made.set_positions(_fixes(site))
    made.choose_alert(100)
    if near:
        made.center_on(_alerts(site)[0].place or site.centre)
    made.show()
    qtbot.waitUntil(lambda: bool(made.grab()) and made.is_settled, timeout=20_000)
    return made


@pytest.mark.parametrize("near", [False, True])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_that_the_map_reads_at_every_size(
    site: Site, qtbot: QtBot, size: tuple[int, int], language: str, near: bool
) -> None:
    words = Language(language)
    made = _picture(site, language, size, qtbot, near=near)
    image = made.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    keep(image, f"map-{size[0]}x{size[1]}-{language}-{'near' if near else 'whole'}")
    view = made.navigator.view
    names = made._picture.names.boxes(view)
    for number, box in enumerate(names):
        assert not any(box.intersects(other) for other in names[number + 1 :])
        assert not any(box.intersects(over) for over in made._picture.over(made._look()))
    assert len(names) >= (1 if near else 5)
    values = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), -1, 4)
    red = [int(COLOURS.priority_1[at : at + 2], 16) for at in (5, 3, 1)]
    assert (np.abs(values[:, :, :3].astype(int) - red) < 12).all(axis=2).sum() > 60
    words.close()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_that_what_is_kept_quiet_is_seen_and_tells_why(
    site: Site, qtbot: QtBot, language: str
) -> None:
    words = Language(language)
    made = _picture(site, language, (1920, 1080), qtbot, near=False)
    made.set_alerts(_some_quiet(site))
    made._top.legend.setChecked(True)
    qtbot.waitUntil(lambda: bool(made.grab()) and made.is_settled, timeout=20_000)
    keep(made.grab().toImage(), f"map-quiet-1920x1080-{language}")
    groups = made._picture.groups(made.navigator.view)
    quiet = [group for group in groups if group.top.is_quiet]
    assert quiet
    assert all(made.pressing.words_at(group.x, group.y) for group in quiet)
    assert not any(group.asks for group in quiet)
    words.close()


def _walk(site: Site, language: str) -> Overlay:
    """A walk between two cameras with its strip, a round and a post beside it."""
    cameras = list(site.cameras.values())[1200:1300:20]
    words = (
        ("출발", "집", "순찰점", "초소") if language == "ko" else ("Start", "Home", "Check", "Post")
    )
    standings: tuple[Standing, ...] = ("done", "planned", "missed", "late")
    meanings: tuple[PointMeaning, ...] = ("start", "home", "checkpoint", "post")
    return Overlay(
        lines=(
            OverlayLine("way", tuple(camera.place for camera in cameras)),
            OverlayLine("done", tuple(camera.place for camera in cameras[:3]), "walked"),
        ),
        points=tuple(
            OverlayPoint(word, camera.place, meaning, word, standing, reach_m=25)
            for word, camera, meaning, standing in zip(
                words, cameras, meanings, standings, strict=False
            )
        ),
        strips=(OverlayStrip("escort-00", *(camera.id for camera in cameras[1:4])),),
    )


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("size", [(1150, 330), (1920, 1080), (2560, 1440)])
def test_that_a_walk_with_its_card_and_layers_reads(
    site: Site, qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    words = Language(language)
    made = _picture(site, language, size, qtbot, near=False)
    made.set_overlay("escorts", _walk(site, language))
    made.show_overlay("escorts")
    made.pressing.ask_here(QPointF(size[0] * 0.55, size[1] * 0.6))
    made._top.turn_layers()
    qtbot.waitUntil(lambda: bool(made.grab()) and made.is_settled, timeout=20_000)
    keep(made.grab().toImage(), f"map-walk-{size[0]}x{size[1]}-{language}")
    over = made.rect()
    for widget in (made._card, made._top.layers, *made._top.chips.values()):
        assert over.contains(widget.geometry()), widget.objectName()
    taken = [made._card.geometry(), made._top.layers.geometry()]
    assert not made._card.geometry().intersects(made._top.layers.geometry())
    for chip in made._top.chips.values():
        assert chip.isHidden() or not any(chip.geometry().intersects(box) for box in taken)
    words.close()
