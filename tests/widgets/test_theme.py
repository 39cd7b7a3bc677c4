"""The look keeps its promises in numbers."""

import re
from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QImage

from resources.locator import resource
from widgets.symbols import priority_colours, priority_icon
from widgets.theme import COLOURS, FAMILY, SIZES, contrast, font, load_fonts, luminance, stylesheet

SURFACES = ("base", "panel", "raised")


@pytest.mark.parametrize("surface", SURFACES)
def test_that_text_is_read_at_eleven_to_one_and_captions_at_four_and_a_half(surface: str) -> None:
    """R-HMI-04."""
    ground = getattr(COLOURS, surface)
    assert contrast(COLOURS.text, ground) >= 11
    assert contrast(COLOURS.secondary, ground) >= 4.5
    for tone in ("good", "warning", "fault", *(f"priority_{k}" for k in (1, 2, 3, 4))):
        assert contrast(getattr(COLOURS, tone), ground) >= 4.5, tone
    assert contrast(COLOURS.edge, ground) >= 3


def test_that_text_stays_readable_on_banners_and_chosen_rows() -> None:
    """R-HMI-04."""
    for ground in (COLOURS.fault_ground, COLOURS.warning_ground, COLOURS.chosen):
        assert contrast(COLOURS.text, ground) >= 7
    assert contrast(COLOURS.secondary, COLOURS.chosen) >= 4.5


def test_that_surfaces_carry_no_saturated_colour() -> None:
    """R-HMI-01."""
    for name in ("base", "panel", "raised", "land", "line", "edge", "chosen", "text", "secondary"):
        assert QColor(getattr(COLOURS, name)).hsvSaturationF() <= 0.355, name


def _lab(value: str) -> tuple[float, float, float]:
    parts = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, luminance(value), z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_that_priority_colours_are_far_apart() -> None:
    """R-HMI-02."""
    for one, other in combinations(priority_colours(), 2):
        distance = sum((a - b) ** 2 for a, b in zip(_lab(one), _lab(other), strict=True)) ** 0.5
        assert distance >= 25, (one, other)


def _shape(priority: int, *, acknowledged: bool = False) -> QImage:
    picture = priority_icon(priority, 40, acknowledged).pixmap(QSize(40, 40)).toImage()
    return picture.convertToFormat(QImage.Format.Format_Alpha8)


def _difference(one: QImage, other: QImage) -> float:
    width, height = one.width(), one.height()
    apart = sum(
        abs(one.pixelColor(x, y).alpha() - other.pixelColor(x, y).alpha())
        for x in range(width)
        for y in range(height)
    )
    return apart / (255 * width * height)


def test_that_priorities_differ_by_shape_without_any_colour() -> None:
    """R-HMI-02: only the alpha of each sign is compared."""
    for one, other in combinations((1, 2, 3, 4), 2):
        assert _difference(_shape(one), _shape(other)) > 0.04, (one, other)


def test_that_an_acknowledged_sign_is_another_sign() -> None:
    """R-HMI-03."""
    assert _difference(_shape(2), _shape(2, acknowledged=True)) > 0.2


def test_that_the_shipped_font_is_used_and_large_enough() -> None:
    assert FAMILY in load_fonts()
    assert QFontInfo(font(SIZES.body)).family() == FAMILY
    assert SIZES.small >= 14
    assert SIZES.body >= 14
    assert SIZES.row >= 15


def test_that_every_token_of_the_style_sheet_is_known() -> None:
    sheet = stylesheet()
    assert "@" not in sheet.split("*/", 1)[1]
    assert "$" not in sheet.split("*/", 1)[1]


def _rules() -> Iterator[tuple[str, dict[str, str]]]:
    """Selector and tokens of each rule of the style sheet: {"color": "text", ...}."""
    sheet = resource("styles", "console.qss").read_text(encoding="utf-8")
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", bare):
        lines = [line.partition(":") for line in body.split(";") if ":" in line]
        found = {name.strip(): re.search(r"@(\w+)@", value) for name, _, value in lines}
        yield " ".join(selector.split()), {n: m.group(1) for n, m in found.items() if m}


def _on(ink: str, ground: str) -> float:
    return contrast(getattr(COLOURS, ink), getattr(COLOURS, ground))


def test_that_every_pair_of_text_and_ground_in_the_style_can_be_read() -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1; what is switched off still 3 to 1."""
    faint, seen = [], 0
    for selector, has in _rules():
        least = 3.0 if "disabled" in selector else 4.5
        pairs = [(has.get("color", "text"), has["background"])] if "background" in has else []
        if "color" in has and not pairs:
            pairs = [(has["color"], ground) for ground in SURFACES]
        if "selection-background-color" in has:
            pairs.append((has["selection-color"], has["selection-background-color"]))
        if any(part in selector for part in ("handle", "indicator", "frameFlash")):
            continue  # nothing is written on these
        seen += len(pairs)
        faint += [f"{selector}: {ink} on {on}" for ink, on in pairs if _on(ink, on) < least]
    assert seen > 30
    assert not faint, "\n".join(faint)


def test_that_what_can_be_operated_and_has_the_keys_stands_out() -> None:
    """WCAG 2.2, 1.4.11 and 2.4.13: borders and the sign of focus at 3 to 1 on every surface."""
    focused = set()
    for selector, has in _rules():
        if ":focus" in selector and "hover" not in selector:
            focused |= {each.strip() for each in selector.split(",")}
            border = has.get("border") or has.get("border-color") or has.get("background")
            assert border is None or border in {"focus", "edge", "chosen"}, selector
    for surface in SURFACES:
        assert _on("focus", surface) >= 3
        assert _on("edge", surface) >= 3
    kinds = ("QPushButton", "QLineEdit", "QComboBox", "QSpinBox", "QPlainTextEdit", "QListWidget",
             "QTableView", "QCheckBox::indicator")  # fmt: skip
    assert {f"{kind}:focus" for kind in kinds} <= focused
