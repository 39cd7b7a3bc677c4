"""Names of streets, pieces of lines, and the legend: what an imported map brings to the picture."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.site import MapLayer, Site
from console.ports.map_pack import LayerCard, VectorLayer
from tests.support.square_site import at, square_site
from widgets.live_map.layers import AT_FIRST, Layer
from widgets.live_map.legend import Legend
from widgets.live_map.legend_rows import rows_of
from widgets.live_map.names import names_of_ground
from widgets.live_map.scene import Scene
from widgets.live_map.view import View

NEAR = View(0.0, 0.0, 1.0, 800.0, 600.0)
Line = tuple[tuple[float, float], ...]


def _line(*points: tuple[float, float]) -> Line:
    return tuple((place.lon, place.lat) for place in (at(*point) for point in points))


def _with_streets(*streets: tuple[str, tuple[str, str], tuple[Line, ...]]) -> Site:
    layers = [MapLayer(kind, False, (parts,), (names,)) for kind, names, parts in streets]
    return replace(square_site(), layers=(*square_site().layers, *layers))


def _texts(site: Site, view: View, language: str = "ko") -> list[str]:
    return [each.text for each in names_of_ground(Scene(site), view, language)]


def test_that_every_piece_of_a_street_is_drawn_and_its_name_stands_once(qapp: object) -> None:
    pieces = (_line((-300, 0), (-100, 0)), _line((-90, 0), (0, 5), (300, 0)))
    site = _with_streets(
        ("arterial", ("강변로", "Gangbyeon-ro"), pieces),
        ("arterial", ("강변로", "Gangbyeon-ro"), (_line((0, 50), (0, 250)),)),
    )
    routes = Scene(site).routes["arterial"]
    assert sorted(round(each.box[0]) for each in routes) == [-300, -90, 0]
    assert [any(each.names) for each in routes] == [True, False, True]
    assert _texts(site, NEAR).count("강변로") == 1
    assert _texts(site, NEAR, "en").count("Gangbyeon-ro") == 1


@pytest.mark.parametrize(
    ("kind", "scale", "is_named"),
    [("arterial", 0.3, True), ("collector", 0.3, False), ("collector", 0.8, True),
     ("local", 0.8, False), ("local", 1.5, True)],
)  # fmt: skip
def test_that_smaller_streets_are_named_from_nearer(
    qapp: object, kind: str, scale: float, *, is_named: bool
) -> None:
    site = _with_streets((kind, ("새길", ""), (_line((-150, 20), (150, 20)),)))
    view = replace(NEAR, scale=scale)
    for language in ("ko", "en"):  # one language stands for both
        assert ("새길" in _texts(site, view, language)) is is_named


def test_that_a_street_out_of_sight_or_too_short_has_no_name(qapp: object) -> None:
    site = _with_streets(
        ("arterial", ("먼길", ""), (_line((5000, 0), (5300, 0)),)),
        ("arterial", ("짧은길", ""), (_line((0, 0), (20, 0)),)),
    )
    assert not {"먼길", "짧은길"} & set(_texts(site, NEAR))


def test_that_the_legend_has_a_row_for_each_thing_the_map_shows(qtbot: QtBot) -> None:
    at_first = {row.words for row in rows_of(AT_FIRST, "en")}
    assert {"Camera", "Safe-return path", "Toilet"} <= at_first
    assert not {"Street light", "Seen by no camera"} & at_first
    more = rows_of(frozenset(Layer), "en")
    assert {"Street light", "Seen by no camera", "Past incidents, few to many"} <= {
        row.words for row in more
    }
    host = QWidget()
    qtbot.addWidget(host)
    legend = Legend("en", host)
    legend.setChecked(True)
    before = legend.sizeHint()
    legend.set_shown(AT_FIRST, frozenset({Layer.LOCKERS, Layer.SAFE_PATHS, Layer.PRESETS}))
    assert legend.sizeHint() != before
    legend.set_shown(frozenset(Layer), frozenset())
    assert legend.sizeHint().width() > before.width()
    whole = legend.grab().toImage()
    assert len({whole.pixel(x, 40) for x in range(0, whole.width(), 3)}) > 3  # signs and words


def test_that_a_place_that_a_border_names_is_not_named_twice(qapp: object) -> None:
    card = LayerCard("p", "place", "points", 2, 2, (127.0, 37.5, 127.1, 37.6), "f", "0" * 64)
    corners = np.array([[10.0, 10.0], [200.0, 10.0]])
    names = (("가운데동", "Middle-dong"), ("나루터", "Ferry"))
    layer = VectorLayer(
        card, corners, np.arange(3), np.arange(3), np.column_stack((corners, corners)),
        ("1", "2"), names, {},
    )  # fmt: skip
    scene = Scene(square_site(), [layer])
    texts = [each.text for each in names_of_ground(scene, NEAR, "ko")]
    assert texts.count("가운데동") == 1
    assert "나루터" in texts
