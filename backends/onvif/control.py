"""Turning cameras for the video wall: implements `console.ports.camera_control.CameraControl`.

One worker thread with an event loop of its own, begun with the first camera that is asked for. Any
thread may call; nobody waits. Never logs a login, and asks for one only when it connects.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from console.domain.site import Camera
from console.ports.camera_control import ControlState
from console.ports.keys import Login

if TYPE_CHECKING:
    from backends.onvif.pilot import Pilot

HOME_AFTER_S = 120.0
CLOSE_S = 3.0
_LOG = logging.getLogger(__name__)
_ABSENT = ControlState("absent")
_ASKING = ControlState("asking")


class OnvifCameraControl:
    """The cameras that can be turned; `login_of` gives a login by its name, and may be slow."""

    def __init__(
        self,
        cameras: Iterable[Camera],
        login_of: Callable[[str], Login | None],
        *,
        home_after_s: float = HOME_AFTER_S,
    ) -> None:
        self._cameras = {each.id: each for each in cameras if each.turnable and each.onvif}
        self._login_of = login_of
        self._home_after_s = home_after_s
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._closed = False
        self._pilots: dict[str, Pilot] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def state(self, camera: Camera) -> ControlState:
        """What is known now; the first call begins to ask the camera."""
        if camera.id not in self._cameras or self._closed:
            return _ABSENT
        pilot = self._pilots.get(camera.id)
        if pilot is None:
            self._begin(camera.id)
            return _ASKING
        if pilot.tired:
            self._post(pilot.look_again)
        due = pilot.returns_in_s
        return pilot.state if due is None else replace(pilot.state, returns_in_s=due)

    def move(self, camera: Camera, pan: float, tilt: float, zoom: float) -> None:
        """Turn at these speeds (-1..1) until the next call; all 0 stops.

        The camera stops by itself 2 s after a console that died, and after 30 s without a call.
        """
        self._wish(camera, lambda pilot: pilot.move(pan, tilt, zoom))

    def go_to(self, camera: Camera, preset: str) -> None:
        """Go to a stored view."""
        self._wish(camera, lambda pilot: pilot.go_to(preset))

    def follow_list(self, cameras: Iterable[Camera]) -> None:
        """Turn these from now on; one that changed or went away is let go of as at the end."""
        turnable = {each.id: each for each in cameras if each.turnable and each.onvif}
        before, self._cameras = self._cameras, turnable
        for name in before:
            if turnable.get(name) != before[name]:
                self._post(partial(self._let_go, name))

    def cameras(self) -> Sequence[str]:
        """The ids of the cameras that can be turned."""
        return tuple(self._cameras)

    def close(self) -> None:
        """Stop every movement, send cameras home that are due, then end; bounded by 3 s."""
        with self._lock:
            self._closed = True
            loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return
        self._post(self._end)
        thread.join(CLOSE_S)
        if thread.is_alive():
            _LOG.warning("the camera control did not end within %g s", CLOSE_S)

    def _wish(self, camera: Camera, wish: "Callable[[Pilot], None]") -> None:
        if camera.id not in self._cameras or self._closed:
            return
        self._begin(camera.id)

        def said() -> None:
            if (pilot := self._pilots.get(camera.id)) is not None:
                wish(pilot)

        self._post(said)

    def _begin(self, name: str) -> None:
        """Start the thread and the camera's task, each once."""
        with self._lock:
            if self._closed:
                return
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._run, args=(self._loop,), name="camera control", daemon=True
                )
                self._thread.start()
        self._post(lambda: self._open(name))

    def _post(self, act: Callable[[], None]) -> None:
        loop = self._loop
        if loop is None:
            return
        try:
            loop.call_soon_threadsafe(act)
        except RuntimeError:  # closed meanwhile
            return

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_forever()
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            loop.close()

    def _open(self, name: str) -> None:
        from backends.onvif.pilot import Pilot  # noqa: PLC0415 -- slow to load, so on this thread

        camera = self._cameras.get(name)
        if name in self._pilots or camera is None:
            return
        pilot = Pilot(camera, self._login_of, self._home_after_s)
        self._pilots[name] = pilot
        self._start(pilot.run())

    def _let_go(self, name: str) -> None:
        pilot = self._pilots.pop(name, None)
        if pilot is not None:
            self._start(pilot.close())

    def _end(self) -> None:
        self._start(self._land())

    async def _land(self) -> None:
        """Let every camera land, then end what did not."""
        await asyncio.gather(*(pilot.close() for pilot in self._pilots.values()))
        left = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        asyncio.get_running_loop().stop()

    def _start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
