"""The Qt application: fonts, palette, style sheet, language; and pictures of its windows.

GUI thread only. Starts no event loop: the composition root does.
"""

import gc
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from widgets.language import Language
from widgets.theme import SIZES, font, load_fonts, palette, stylesheet

_OFF_SCREEN = ("offscreen", "minimal")


def dress(application: QApplication) -> None:
    """Give an application the product's fonts, palette and style sheet."""
    load_fonts()
    application.setStyle("Fusion")
    application.setFont(font(SIZES.body))
    application.setPalette(palette())
    application.setStyleSheet(stylesheet())


def build_application(language: str) -> tuple[QApplication, Language]:
    """The dressed application in "ko" or "en", and the switch of its language."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    application = QApplication(["sunra"])
    application.setApplicationName("sunra")
    application.setApplicationDisplayName("Sunra")
    dress(application)
    return application, Language(language, application)


def spare_collections() -> None:
    """Look for garbage seldom: with thousands of alerts one look stops the window for 50 ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _seen(window: QWidget) -> QPixmap:
    screen = QGuiApplication.screenAt(window.geometry().center())
    if QGuiApplication.platformName() in _OFF_SCREEN or screen is None:
        return window.grab()
    picture = screen.grabWindow(0)
    return window.grab() if picture.isNull() else picture


def screenshot(windows: Iterable[QWidget], prefix: Path | str) -> list[Path]:
    """Write one PNG per window's monitor as `PREFIX-1.png`, `PREFIX-2.png`, ...

    Raises OSError when a file cannot be written.
    """
    written: list[Path] = []
    for number, window in enumerate(windows, start=1):
        target = Path(f"{prefix}-{number}.png")
        target.parent.mkdir(parents=True, exist_ok=True)
        if not _seen(window).save(str(target), "PNG"):
            raise OSError(f"cannot write the picture {target}")
        written.append(target)
    return written
