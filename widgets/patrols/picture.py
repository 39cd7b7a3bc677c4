"""A picture that came with a hazard, as large as the board allows. GUI thread.

What a device sent is foreign: it is read small, never larger than the board shows, and refused when
it claims to be enormous.
"""

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QLabel

SHOWN = QSize(560, 315)
LARGEST = 8_192


class HazardPicture(QLabel):
    """Hidden until it shows a picture; `name` is the sha256 of the one shown or waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.name = ""
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def wait_for(self, name: str) -> None:
        """Another picture is asked for."""
        self.put_away()
        self.name = name

    def show_content(self, content: bytes) -> bool:
        """Show the file; False when it is no picture."""
        pixmap = picture_of(content)
        if pixmap is None:
            return False
        self.setPixmap(pixmap)
        self.show()
        return True

    def put_away(self) -> None:
        """Show nothing and wait for nothing."""
        self.name = ""
        self.clear()
        self.hide()


def picture_of(content: bytes) -> QPixmap | None:
    """The picture of a JPEG or PNG file, small enough to show; None when it is none."""
    held = QBuffer()
    held.setData(QByteArray(content))
    held.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(held)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > LARGEST:
        return None
    reader.setScaledSize(size.scaled(SHOWN, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)
