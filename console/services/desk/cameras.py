"""One alert per camera whose picture a seat wants and has not. Engine thread only; no I/O.

Only the changes are reported: raised when the first seat misses it, cleared when none does.
"""

from console.ports.messages import Tick
from console.services.desk.draft import Draft

CAMERA_LOST = "camera.lost"


def watch_cameras(draft: Draft, tick: Tick) -> None:
    """Raise and clear the alerts of cameras that were lost or came back."""
    missed = draft.senses.missed.cameras(tick.mono_ms)
    known = frozenset(draft.memory.lost_cameras.keys())
    for camera in sorted(missed - known):
        draft.memory.lost_cameras.put(camera, True)
        text = "No picture for 30 s at a console that shows it."
        draft.report_of_engine(CAMERA_LOST, camera, "active", tick.now, text, cameras=(camera,))
    for camera in sorted(known - missed):
        draft.memory.lost_cameras.put(camera, None)
        draft.report_of_engine(CAMERA_LOST, camera, "cleared", tick.now, cameras=(camera,))
