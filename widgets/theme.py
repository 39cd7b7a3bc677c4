"""The look of the console: colours, sizes, fonts and the style sheet, in one place.

Knows no panel and no alert. Used on the GUI thread, read-only. Never draws anything itself
(`widgets.symbols` does). Surfaces keep an HSV saturation of at most 0.35: saturated colour is
reserved for what is abnormal (R-HMI-01).
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from resources.locator import resource

FAMILY = "Pretendard"
_SIGNS = ("down", "up", "check")  # what Qt would draw in its own colours


@dataclass(frozen=True, slots=True)
class Colours:
    """Colour tokens as `#rrggbb`. Contrast figures are against `panel` and held by a test."""

    base: str = "#11151a"
    panel: str = "#181d23"
    raised: str = "#222931"
    land: str = "#181e25"
    line: str = "#343d48"
    edge: str = "#748291"  # borders of things that can be operated: 3:1
    text: str = "#eef2f6"  # 11:1
    secondary: str = "#b0bbc7"  # 4.5:1, used for captions
    chosen: str = "#37424e"
    focus: str = "#dfe7ef"
    priority_1: str = "#ff503c"
    priority_2: str = "#ffc400"
    priority_3: str = "#f0eab4"
    priority_4: str = "#56b4e9"
    good: str = "#9fc5b5"
    warning: str = "#e6c15c"
    fault: str = "#ff7d52"
    warning_ground: str = "#4a3d12"
    fault_ground: str = "#5c2413"
    on_colour: str = "#11151a"  # text on a priority colour
    video: str = "#0b0e12"

    def priority(self, priority: int) -> str:
        """The colour of a priority, 1 highest to 4; anything else counts as 4."""
        return (self.priority_1, self.priority_2, self.priority_3, self.priority_4)[
            min(max(priority, 1), 4) - 1
        ]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Pixels at 100 % scale, for a 24-inch full-HD monitor read from 70 cm."""

    small: int = 14
    body: int = 15
    row: int = 16
    heading: int = 18
    title: int = 22
    display: int = 28
    row_height: int = 36
    gap: int = 8
    margin: int = 12
    radius: int = 4
    symbol: int = 22
    top_bar: int = 52
    status_bar: int = 40
    low_top_bar: int = 40
    low_status_bar: int = 30
    low_window: int = 900  # below it the window saves height, as on a laptop


COLOURS = Colours()
SIZES = Sizes()


def colour(token: str) -> QColor:
    """A `QColor` of a token of `COLOURS` by its name, e.g. `colour("panel")`."""
    return QColor(getattr(COLOURS, token))


def font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The product's font in `pixels`; DemiBold and Bold are shipped too. Digits align."""
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def load_fonts() -> list[str]:
    """Register the shipped fonts; returns the families (empty when none could be read)."""
    families: list[str] = []
    for face in sorted(resource("fonts").glob("Pretendard-*.otf")):
        number = QFontDatabase.addApplicationFont(str(face))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return sorted(set(families))


def palette() -> QPalette:
    """The Qt palette of the dark theme, for what the style sheet does not reach."""
    made = QPalette()
    roles = QPalette.ColorRole
    pairs = (
        (roles.Window, "base"), (roles.Base, "panel"), (roles.AlternateBase, "raised"),
        (roles.Button, "raised"), (roles.Text, "text"), (roles.WindowText, "text"),
        (roles.ButtonText, "text"), (roles.ToolTipBase, "raised"), (roles.ToolTipText, "text"),
        (roles.Highlight, "chosen"), (roles.HighlightedText, "text"),
        (roles.PlaceholderText, "secondary"),
    )  # fmt: skip
    for role, token in pairs:
        made.setColor(role, colour(token))
    return made


def luminance(value: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2), 0 to 1."""
    parts = (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def stylesheet() -> str:
    """The style sheet of the whole application, built from the tokens."""
    template = resource("styles", "console.qss").read_text(encoding="utf-8")
    for name in Colours.__slots__:
        template = template.replace(f"@{name}@", getattr(COLOURS, name))
    for name in Sizes.__slots__:
        template = template.replace(f"${name}$", f"{getattr(SIZES, name)}px")
    for name in _SIGNS:
        path = resource("styles", f"{name}.svg").as_posix()
        template = template.replace(f"%{name}%", f'url("{path}")')
    return template
