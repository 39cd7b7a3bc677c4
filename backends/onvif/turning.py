"""Turning one ONVIF camera: presets, moves that end by themselves, the way home. On one event loop.

A camera that was turned goes back to its home preset when nobody has moved it for a while
(R-PRV-02). Each order to move carries a time after which the camera stops without being told, so
that a console that dies leaves no camera turning.
"""

from dataclasses import dataclass
from datetime import timedelta
from math import isfinite

from onvif.client import ONVIFService  # type: ignore[import-untyped]

from backends.onvif.faults import FAULTS, OnvifRefused
from backends.onvif.session import MEDIA, PTZ, OnvifSession
from console.ports.camera_control import Preset

MOVE_S = 2.0
"""How long a camera turns without a further order."""
HOME_WORDS = frozenset({"home", "home position", "홈", "기본", "원위치"})
MOST_PRESETS = 300


@dataclass(frozen=True, slots=True)
class Speed:
    """Pan, tilt and zoom, each -1 to 1."""

    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 0.0


def speed_of(pan: float, tilt: float, zoom: float) -> Speed:
    """Speeds within bounds; what is no number stands still."""
    return Speed(
        *(max(-1.0, min(1.0, each)) if isfinite(each) else 0.0 for each in (pan, tilt, zoom))
    )


class TurningCamera:
    """An open session, and what can be turned there."""

    def __init__(
        self,
        session: OnvifSession,
        service: ONVIFService,
        profile: str,
        presets: tuple[Preset, ...],
    ) -> None:
        """Made by `find_turning`."""
        self._session = session
        self._service = service
        self._profile = profile
        self.presets = presets

    async def move(self, speed: Speed) -> None:
        """Turn for at most `MOVE_S`; a still speed stops. Raises OnvifRefused."""
        if speed == Speed():
            await self._say("Stop", PanTilt=True, Zoom=True)
            return
        velocity = {"PanTilt": {"x": speed.pan, "y": speed.tilt}, "Zoom": {"x": speed.zoom}}
        await self._say("ContinuousMove", Velocity=velocity, Timeout=timedelta(seconds=MOVE_S))

    async def go_to(self, preset: str) -> None:
        """Go to a stored view. Raises OnvifRefused."""
        await self._say("GotoPreset", PresetToken=preset)

    async def go_home(self) -> None:
        """Go to the home preset: the one called so, else the camera's own. Raises OnvifRefused."""
        for preset in self.presets:
            if preset.name.strip().casefold() in HOME_WORDS:
                await self.go_to(preset.token)
                return
        await self._say("GotoHomePosition")

    async def close(self) -> None:
        """Close the session."""
        await self._session.close()

    async def _say(self, operation: str, **said: object) -> None:
        await self._session.ask(self._service, operation, {"ProfileToken": self._profile, **said})


async def find_turning(session: OnvifSession) -> TurningCamera | None:
    """The turning camera behind an address; None for one that is fixed. Raises OnvifRefused."""
    await session.open()
    if not session.serves(PTZ):
        return None
    media, turning = await session.at("media", MEDIA), await session.at("ptz", PTZ)
    profile = _turning_profile(await session.ask(media, "GetProfiles"))
    if profile is None:
        return None
    found = await _presets(session, turning, profile)
    return TurningCamera(session, turning, profile, found)


def _turning_profile(profiles: object) -> str | None:
    try:
        named = [each for each in profiles or () if each.PTZConfiguration is not None]  # type: ignore[attr-defined]
        return str(named[0].token) if named else None
    except FAULTS:
        return None


async def _presets(
    session: OnvifSession, turning: ONVIFService, profile: str
) -> tuple[Preset, ...]:
    """The stored views; a camera without presets turns all the same."""
    try:
        said = await session.ask(turning, "GetPresets", {"ProfileToken": profile})
        return tuple(
            Preset(str(each.token), str(each.Name or each.token)[:60])
            for each in (said or ())[:MOST_PRESETS]
        )
    except OnvifRefused as refused:
        if refused.login:
            raise
        return ()
    except FAULTS:
        return ()
