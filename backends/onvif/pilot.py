"""What one camera is wished to do, and doing it: the newest wish counts. On the control's loop."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

from backends.onvif.faults import OnvifRefused
from backends.onvif.session import OnvifSession
from backends.onvif.turning import MOVE_S, Speed, TurningCamera, find_turning, speed_of
from console.domain.site import Camera
from console.ports.camera_control import ControlState
from console.ports.keys import Login

ANSWER_S = 3.0
LONGEST_MOVE_S = 30.0
AGAIN_S = 10.0
AGAIN_AFTER_LOGIN_S = 60.0
HOME_AGAIN_S = 15.0
LAND_S = 2.0


STILL = Speed()


@dataclass(frozen=True, slots=True)
class _Wish:
    """Turn at a speed, or go to a preset."""

    speed: Speed = STILL
    preset: str = ""


class Pilot:
    """Turns one camera. `state` and `returns_in_s` may be read from any thread."""

    def __init__(
        self, camera: Camera, login_of: Callable[[str], Login | None], home_after_s: float
    ) -> None:
        self._camera = camera
        self._login_of = login_of
        self._home_after_s = home_after_s
        self._found: TurningCamera | None = None
        self._wish: _Wish | None = None
        self._speed = STILL
        self._repeat_until = 0.0
        self._home_due: float | None = None
        self._ask_again = 0.0
        self._woken = asyncio.Event()
        self._closing = False
        self._done = asyncio.Event()
        self.state = ControlState("asking")

    @property
    def returns_in_s(self) -> float | None:
        """Seconds until the camera goes home by itself, None when it is there."""
        due = self._home_due
        return None if due is None else max(0.0, due - monotonic())

    def move(self, pan: float, tilt: float, zoom: float) -> None:
        """Wish to turn, or with zeros to stop."""
        self._want(_Wish(speed_of(pan, tilt, zoom)))

    def go_to(self, preset: str) -> None:
        """Wish for a stored view."""
        self._want(_Wish(preset=preset))

    @property
    def tired(self) -> bool:
        """Whether the camera failed long enough ago to be asked again."""
        return self.state.state == "failed" and monotonic() >= self._ask_again

    def look_again(self) -> None:
        """Somebody looks at a camera that failed."""
        self._woken.set()

    async def run(self) -> None:
        """Ask the camera, then do what is wished until it closes; then stop and send it home."""
        try:
            while not self._closing:
                await self._turn()
                await self._wait()
            await self._leave()
        finally:
            if self._found is not None:
                await self._found.close()
            self._done.set()

    async def close(self) -> None:
        """Have the camera stop and go home when that is due; bounded by 2 s."""
        self._closing = True
        self._woken.set()
        try:
            await asyncio.wait_for(self._done.wait(), LAND_S)
        except TimeoutError:
            return

    async def _leave(self) -> None:
        if self._found is None:
            return
        try:
            if self._speed != STILL:
                await self._found.move(STILL)
            if self._home_due is not None:
                await self._found.go_home()
        except OnvifRefused:
            return

    def _want(self, wish: _Wish) -> None:
        self._wish = wish
        self._woken.set()

    async def _wait(self) -> None:
        """Until something is wished, or due."""
        due = self._due()
        try:
            await asyncio.wait_for(
                self._woken.wait(), None if due is None else max(0.0, due - monotonic())
            )
        except TimeoutError:
            return
        finally:
            self._woken.clear()

    def _due(self) -> float | None:
        """When to act next without a wish."""
        if self._found is None:
            return None if self._home_due is None else max(self._home_due, self._ask_again)
        if self._speed != STILL:
            return monotonic() + MOVE_S / 2
        return self._home_due

    async def _turn(self) -> None:
        """One step: connect, or the newest wish, or what is due."""
        try:
            if self._found is None:
                await self._connect()
            if self._found is not None:
                await self._obey(self._found)
        except OnvifRefused as refused:
            await self._fail(refused)

    async def _connect(self) -> None:
        if self.state.state == "failed" and not self.tired:
            self._wish = None
            return
        login = await asyncio.to_thread(self._login_of, self._camera.login)
        session = OnvifSession(self._camera.onvif, login, ANSWER_S)
        try:
            self._found = await find_turning(session)
        finally:
            if self._found is None:
                await session.close()
        if self._found is None:
            self.state = ControlState("absent", reason="the camera can not be turned")
            self._wish = None
        else:
            self.state = ControlState("ready", self._found.presets)

    async def _obey(self, found: TurningCamera) -> None:
        wish, self._wish = self._wish, None
        if wish is not None and wish.preset:
            if self._speed != STILL:
                await self._set_speed(found, STILL)
            await self._away(found.go_to(wish.preset))
            self.state = ControlState("ready", found.presets)
        elif wish is not None:
            self._repeat_until = monotonic() + LONGEST_MOVE_S
            await self._set_speed(found, wish.speed)
        elif self._speed != STILL:
            over = monotonic() >= self._repeat_until
            await self._set_speed(found, STILL if over else self._speed)
        elif self._home_due is not None and monotonic() >= self._home_due:
            await self._go_home(found)
        elif self.tired:
            self.state = ControlState("ready", found.presets)

    async def _set_speed(self, found: TurningCamera, speed: Speed) -> None:
        if speed == STILL and self._home_due is None:
            await found.move(STILL)
            return
        # Counted as turning before it is asked: an answer that is lost may have been obeyed.
        self._speed = self._speed if speed == STILL else speed
        await self._away(found.move(speed))
        self._speed = speed
        self.state = ControlState("ready" if speed == STILL else "moving", found.presets)

    async def _away(self, order: Awaitable[None]) -> None:
        """Carry out an order that takes the camera from home: the way back is due from now."""
        self._home_due = monotonic() + self._home_after_s
        await order
        self._home_due = monotonic() + self._home_after_s

    async def _go_home(self, found: TurningCamera) -> None:
        # Due again until it went: a camera that looks elsewhere is no small matter (R-PRV-02).
        self._home_due = monotonic() + HOME_AGAIN_S
        await found.go_home()
        self._home_due = None
        self.state = ControlState("ready", found.presets)

    async def _fail(self, refused: OnvifRefused) -> None:
        """Tell it. A refusal leaves the session; a camera that is not there is asked anew."""
        presets = self._found.presets if self._found else ()
        self.state = ControlState("failed", presets, refused.reason)
        self._ask_again = monotonic() + (AGAIN_AFTER_LOGIN_S if refused.login else AGAIN_S)
        if self._found is not None and not refused.answered:
            await self._found.close()
            # It stops by itself, as each order says how long it holds.
            self._found, self._speed = None, STILL
