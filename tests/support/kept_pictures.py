"""Pictures of widgets, kept for people to look at when SUNRA_PICTURES names a folder."""

import os
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

FOLDER = "SUNRA_PICTURES"


def keep(drawn: QWidget | QImage, name: str) -> QImage:
    """Draw it, and write `name`.png where somebody wants to see it: writing costs most."""
    image = drawn if isinstance(drawn, QImage) else drawn.grab().toImage()
    assert not image.isNull()
    if FOLDER in os.environ:
        folder = Path(os.environ[FOLDER])
        folder.mkdir(parents=True, exist_ok=True)
        assert image.save(str(folder / f"{name}.png"))
    return image
