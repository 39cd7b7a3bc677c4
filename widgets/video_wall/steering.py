"""Turning the camera of the spot tile with held keys. GUI thread; the control never blocks.

A gesture begins with the first key and ends with the last: it is put on record once, and the
camera is stopped when the keys are let go, the focus leaves or another camera comes to the spot.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt

from console.domain.site import Camera
from console.ports.camera_control import CameraControl, ControlState, Preset

SPEED = 0.6
_WAYS = {
    Qt.Key.Key_Left: (-SPEED, 0.0, 0.0),
    Qt.Key.Key_Right: (SPEED, 0.0, 0.0),
    Qt.Key.Key_Up: (0.0, SPEED, 0.0),
    Qt.Key.Key_Down: (0.0, -SPEED, 0.0),
    Qt.Key.Key_Plus: (0.0, 0.0, SPEED),
    Qt.Key.Key_Equal: (0.0, 0.0, SPEED),
    Qt.Key.Key_Minus: (0.0, 0.0, -SPEED),
}


class Steering:
    """`record(camera, text)` is called once for each gesture and each preset."""

    def __init__(self, control: CameraControl, record: Callable[[str, str], None]) -> None:
        self._control, self._record = control, record
        self._held: set[Qt.Key] = set()
        self._camera: Camera | None = None

    @property
    def is_moving(self) -> bool:
        """Whether keys are held."""
        return self._camera is not None

    def state(self, camera: Camera | None) -> ControlState:
        """What is known of a camera's control; a camera that cannot be turned is absent."""
        if camera is None or not camera.turnable:
            return ControlState("absent")
        return self._control.state(camera)

    def press(self, camera: Camera, key: Qt.Key) -> bool:
        """A key went down; whether it stands for a way to turn."""
        if key not in _WAYS:
            return False
        if self._camera is not None and self._camera.id != camera.id:
            self.stop()
        if self._camera is None:
            self._record(camera.id, "")
        self._camera = camera
        self._held.add(key)
        self._go()
        return True

    def release(self, key: Qt.Key) -> bool:
        """A key went up; whether it was held."""
        if key not in self._held:
            return False
        self._held.discard(key)
        self._go()
        if not self._held:
            self._camera = None
        return True

    def stop(self) -> None:
        """Let go of every key."""
        if self._camera is not None:
            self._held.clear()
            self._go()
            self._camera = None

    def keep(self, camera: Camera | None) -> None:
        """Stop unless this is the camera that is being turned."""
        if self._camera is not None and (camera is None or camera.id != self._camera.id):
            self.stop()

    def go_to(self, camera: Camera, preset: Preset) -> None:
        """Go to a stored view."""
        self.stop()
        self._record(camera.id, preset.name or preset.token)
        self._control.go_to(camera, preset.token)

    def _go(self) -> None:
        if self._camera is None:
            return
        ways = [_WAYS[key] for key in self._held]
        pan, tilt, zoom = (sum(way[axis] for way in ways) for axis in range(3))
        self._control.move(self._camera, pan, tilt, zoom)
