"""The queue in its states, and its priorities as people with other colour vision see them.

Pictures are kept when SUNRA_PICTURES names a folder. Simulations: the full-severity matrices of
Machado, Oliveira and Fernandes (2009) on linear light, and luminance alone for greyscale.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import Alert, Attention
from console.domain.alerts.sla import Stage
from console.services.catalogue import read_catalogue
from tests.support.kept_pictures import keep
from tests.support.seat_doubles import START, SteppedClock, alert, small_site, varied
from widgets.alert_queue.panel import AlertQueue
from widgets.language import Language
from widgets.models.alert_queue_model import AlertQueueModel, Column
from widgets.models.alert_row import RowMaker
from widgets.models.countdown import countdown
from widgets.models.nearby import PlaceWords
from widgets.symbols import paint_priority, paint_stage
from widgets.theme import COLOURS, colour

pytestmark = [
    pytest.mark.screenshots,
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("propagateSizeHints"),
]
CATALOGUE = read_catalogue()
Floats = npt.NDArray[np.float64]
_MATRICES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
    "greyscale": ((0.2126, 0.7152, 0.0722),) * 3,
}  # fmt: skip
SIGHTS = ("normal", *_MATRICES)


# --- colour ---------------------------------------------------------------------------------------


def linear(values: Floats) -> Floats:
    low = values <= 0.04045
    return np.where(low, values / 12.92, ((np.maximum(values, 0.04045) + 0.055) / 1.055) ** 2.4)


def encoded(values: Floats) -> Floats:
    low = values <= 0.0031308
    return np.where(low, values * 12.92, 1.055 * np.maximum(values, 0.0031308) ** (1 / 2.4) - 0.055)


def as_seen(pixels: Floats, sight: str) -> Floats:
    """sRGB values (0..1, last axis) as somebody with that sight sees them."""
    if sight == "normal":
        return pixels
    return encoded(np.clip(linear(pixels) @ np.array(_MATRICES[sight]).T, 0, 1))


def lab(pixels: Floats) -> Floats:
    """CIE L*a*b* (D65) of sRGB values."""
    to_xyz = np.array(
        ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750),
         (0.0193339, 0.1191920, 0.9503041))
    )  # fmt: skip
    ratio = linear(pixels) @ to_xyz.T / np.array((0.95047, 1.0, 1.08883))
    bent = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    x, y, z = bent[..., 0], bent[..., 1], bent[..., 2]
    return np.stack((116 * y - 16, 500 * (x - y), 200 * (y - z)), axis=-1)


def ciede2000(first: Floats, second: Floats) -> float:
    """The difference of two L*a*b* colours (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    grow = 1.5 - 0.5 * np.sqrt(mean**7 / (mean**7 + 25.0**7))
    c1, c2 = np.hypot(a1 * grow, b1), np.hypot(a2 * grow, b2)
    h1, h2 = (
        np.degrees(np.arctan2(b1, a1 * grow)) % 360,
        np.degrees(np.arctan2(b2, a2 * grow)) % 360,
    )
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc = l2 - l1, c2 - c1
    dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    t = (
        1 - 0.17 * np.cos(np.radians(hue - 30)) + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6)) - 0.20 * np.cos(np.radians(4 * hue - 63))
    )  # fmt: skip
    sl = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rc = 2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    rt = -np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2)))) * rc
    return float(np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * dc / sc * dh / sh))


def pixels_of(image: QImage) -> Floats:
    """The picture as sRGB values 0..1, rows by columns by three."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return raw[:, : image.width(), 2::-1].astype(np.float64) / 255


def priority_colour(priority: int) -> Floats:
    seen = colour(f"priority_{priority}")
    return np.array((seen.redF(), seen.greenF(), seen.blueF()))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ],
)
def test_that_differences_are_those_of_the_published_pairs(
    first: tuple[float, ...], second: tuple[float, ...], expected: float
) -> None:
    assert ciede2000(np.array(first), np.array(second)) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("sight", ["normal", "protan", "deutan", "tritan"])
@pytest.mark.parametrize(("one", "other"), list(combinations((1, 2, 3, 4), 2)))
def test_that_priority_colours_stay_apart(one: int, other: int, sight: str) -> None:
    """R-HMI-02: at least 15 where there is colour to see."""
    a, b = (lab(as_seen(priority_colour(each), sight)) for each in (one, other))
    assert ciede2000(a, b) >= 15


# --- shape ----------------------------------------------------------------------------------------


def sign(priority: int, acknowledged: bool, sight: str) -> Floats:
    """The sign of a priority, large, in the light of one sight (greyscale values)."""
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(colour("panel"))
    with QPainter(image) as painter:
        paint_priority(painter, QRectF(4, 4, 56, 56), priority, acknowledged=acknowledged)
    return as_seen(pixels_of(image), sight).mean(axis=-1)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("acknowledged", [False, True])
def test_that_each_sign_is_known_by_its_shape_alone(sight: str, acknowledged: bool) -> None:
    """R-HMI-02: matched with templates of shape only, every sign finds its own priority."""
    ground = as_seen(np.array([[colour("panel").getRgbF()[:3]]]), sight).mean()
    outlines = {}
    for priority in (1, 2, 3, 4):
        seen = np.abs(sign(priority, acknowledged, sight) - ground) > 0.12
        outlines[priority] = (
            np.logical_or.accumulate(seen, 1) & np.logical_or.accumulate(seen[:, ::-1], 1)[:, ::-1]
        )
    for one, other in combinations(outlines, 2):
        both = (outlines[one] & outlines[other]).sum()
        either = (outlines[one] | outlines[other]).sum()
        assert both / either < 0.93, (one, other, both / either)


def test_that_the_stages_of_the_clock_differ_without_colour() -> None:
    """R-ARC-03: icon and text change, not colour alone."""
    seen = []
    for stage in Stage:
        image = QImage(32, 32, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.black)
        with QPainter(image) as painter:
            paint_stage(painter, QRectF(0, 0, 32, 32), int(stage), "text", running=True)
        seen.append(pixels_of(image).mean(axis=-1))
    assert all(np.abs(a - b).mean() > 0.1 for a, b in combinations(seen, 2))


# --- pictures of the queue ------------------------------------------------------------------------


@pytest.fixture(params=["ko", "en"])
def stage(
    qapp: QApplication, qtbot: QtBot, request: pytest.FixtureRequest
) -> Iterator[tuple[AlertQueue, SteppedClock, str]]:
    language, clock = Language(request.param), SteppedClock()
    model = AlertQueueModel(RowMaker(CATALOGUE, PlaceWords(small_site()), request.param))
    queue = AlertQueue(model, clock.now, operator="kim")
    model.setParent(queue)
    qtbot.addWidget(queue)
    queue.set_current(True, "")
    queue.set_now(START)
    queue.resize(796, 530)
    queue.show()
    yield queue, clock, request.param
    queue.view.stop()
    language.close()


def drawn(queue: AlertQueue, name: str) -> QImage:
    QApplication.processEvents()
    return keep(queue, f"queue-{name}")


def flood(count: int) -> list[Alert]:
    kinds = ("analytics.crowd", "analytics.loitering", "camera.lost", "device.fault")
    made = [alert(n, kinds[n % 4], CATALOGUE) for n in range(1, count + 1)]
    return [replace(a, raised=START - timedelta(seconds=a.number % 300)) for a in made]


@pytest.mark.parametrize("state", ["none", "seventeen", "flood", "many_sos", "filtered"])
def test_that_each_state_can_be_looked_at(
    stage: tuple[AlertQueue, SteppedClock, str], state: str
) -> None:
    queue, _clock, language = stage
    sos = [alert(n, "sos.app", CATALOGUE) for n in range(5001, 5006)]
    more = [alert(n, "bell.pressed", CATALOGUE) for n in range(5001, 5014)]
    alerts: dict[str, list[Alert]] = {
        "none": [], "seventeen": varied(CATALOGUE)[:17], "flood": [*flood(1_000), *sos],
        "many_sos": [*flood(60), *more], "filtered": varied(CATALOGUE),
    }  # fmt: skip
    queue.replace_all(alerts[state])
    if state == "filtered":
        queue.filters.take("Q", shift=False)
        queue.filters.take("L", shift=False)
    picture = drawn(queue, f"{state}-{language}")
    assert picture.width() == 796
    assert set(queue.lane.shown()) >= ({a.number for a in sos} if state == "flood" else set())
    assert queue.view.viewport().height() >= 36


@pytest.mark.parametrize("sight", _MATRICES)
def test_that_the_queue_can_be_looked_at_as_others_see_it(
    stage: tuple[AlertQueue, SteppedClock, str], sight: str
) -> None:
    queue, _clock, language = stage
    queue.replace_all(varied(CATALOGUE))
    seen = as_seen(pixels_of(drawn(queue, f"normal-{language}")), sight)
    bytes_ = np.ascontiguousarray((seen * 255).round().astype(np.uint8))
    height, width, _ = bytes_.shape
    image = QImage(bytes_.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888)
    keep(image, f"queue-{sight}-{language}")
    texts = {row.alert.priority for row in queue.shown.rows()}
    assert texts >= {2, 3, 4}


@pytest.mark.parametrize(
    ("seconds", "reached"),
    [(0, Stage.IN_TIME), (10, Stage.IN_TIME), (11, Stage.LATE), (40, Stage.LATE),
     (41, Stage.OVERDUE)],
)  # fmt: skip
def test_that_the_clock_of_an_sos_changes_at_10_and_40_seconds(
    stage: tuple[AlertQueue, SteppedClock, str], seconds: int, reached: Stage
) -> None:
    """R-ARC-03: the cell shows that stage's colour, and its words."""
    queue, clock, language = stage
    queue.replace_all([replace(alert(1, "sos.app", CATALOGUE), raised=START)])
    clock.step(seconds)
    queue.set_now(clock.now())
    row = queue._model.rows()[0]
    face = countdown(row.alert, row.profile, clock.now())
    assert face is not None
    assert face.stage is reached
    picture = drawn(queue, f"clock-{seconds}-{language}")
    ((_, left, width),) = [span for span in queue.view.spans() if span[0] is Column.CLOCK]
    top = queue.lane.mapTo(queue, queue.lane.rect().topLeft()).y()
    cell = pixels_of(picture)[top : top + 36, left + 4 : left + width - 4]
    tone = getattr(COLOURS, ("text", "warning", "fault")[reached])
    wanted = np.array([int(tone[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    assert (np.abs(cell - wanted).max(axis=-1) < 0.06).sum() > 5


@pytest.mark.parametrize("why", [{"drill": True}, {"delayed": True}])
def test_that_drills_and_delayed_alerts_have_no_clock(why: dict[str, Any]) -> None:
    late = replace(alert(1, "sos.app", CATALOGUE), **why)
    assert countdown(late, CATALOGUE.profile_of(late.type), START) is None


def test_that_an_answer_stops_the_clock() -> None:
    answered = replace(
        alert(1, "sos.app", CATALOGUE), raised=START, attention=Attention.ACKNOWLEDGED,
        acknowledged_at=START + timedelta(seconds=7),
    )  # fmt: skip
    face = countdown(answered, CATALOGUE.profile_of("sos.app"), START + timedelta(hours=1))
    assert face is not None
    assert (face.text, face.running, face.stage) == ("00:07", False, Stage.IN_TIME)
