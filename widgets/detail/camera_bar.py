"""The cameras that look at the chosen alert, a button each. GUI thread; opens nothing."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.domain.alerts.alert import Alert
from console.domain.places.geo import distance_m
from console.domain.site import Camera, Site
from console.services.wall.scene import NEAR_M
from widgets.models.nearby import cameras_of

MOST = 4
_MARGINS = 80
_PADDING = 30


class CameraBar(QWidget):
    """Signal `chosen(camera_id)`. Knows also which cameras are of the alert's place at all."""

    chosen = Signal(str)

    def __init__(self, site: Site, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._alert: Alert | None = None
        self._near: list[Camera] = []
        self.buttons = [QPushButton() for _ in range(MOST)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, button in enumerate(self.buttons):
            button.setProperty("role", "small_act")
            button.clicked.connect(partial(self.choose, number))
            row.addWidget(button, 1)

    @property
    def cameras(self) -> list[str]:
        """Ids of the cameras offered, best first."""
        return [camera.id for camera in self._near]

    def is_near(self, camera: str) -> bool:
        """Whether a camera is one of the alert's own or stands near enough to be shown for it."""
        alert, found = self._alert, self._site.cameras.get(camera)
        if alert is None or found is None:
            return False
        if camera in {*alert.cameras, alert.source, *self.cameras}:
            return True
        return alert.place is not None and distance_m(alert.place, found.place) <= NEAR_M

    def choose(self, number: int, _checked: bool = False) -> None:
        """Ask for the camera of a button."""
        if number < len(self.cameras):
            self.chosen.emit(self.cameras[number])

    def show_alert(self, alert: Alert, language: str, room: int) -> None:
        """Offer the cameras of an alert in a bar `room` pixels wide."""
        self._alert, self._near = alert, cameras_of(alert, self._site, MOST)
        width = max(90, (room - _MARGINS) // MOST - _PADDING)
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(self._near))
            if number >= len(self._near):
                continue
            camera = self._near[number]
            name = camera.name(language)
            # The number at the end tells cameras of one dong apart.
            fit = button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, width)
            button.setText(fit)
            button.setToolTip(f"{name} ({camera.id})")
