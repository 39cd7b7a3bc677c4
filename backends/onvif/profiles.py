"""What a camera says of itself for a list of cameras: names, stream addresses, whether it turns.

On one event loop; many cameras at once, a few at a time.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backends.onvif.discovery import FoundCamera
from backends.onvif.faults import FAULTS, OnvifRefused, explained
from backends.onvif.session import MEDIA, PTZ, OnvifSession
from console.ports.keys import Login, without_login

AT_ONCE = 8
MOST_PROFILES = 16
_STREAM = {"Stream": "RTP-Unicast", "Transport": {"Protocol": "RTSP"}}


@dataclass(frozen=True, slots=True)
class DescribedCamera:
    """One camera; `main` and `sub` have no login in them.

    `serial` is the camera's own number, `reason` says why something is missing.
    """

    address: str
    name: str = ""
    model: str = ""
    serial: str = ""
    main: str = ""
    sub: str = ""
    turnable: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Profile:
    token: str
    pixels: int
    turns: bool


async def describe_all(
    found: Sequence[FoundCamera],
    login: Login | None,
    told: Callable[[DescribedCamera], None],
) -> None:
    """Describe each camera, a few at a time; `told` hears each as it is done."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(camera: FoundCamera) -> None:
        async with gate:
            told(await describe(camera, login))

    await asyncio.gather(*(one(camera) for camera in found))


async def describe(camera: FoundCamera, login: Login | None) -> DescribedCamera:
    """Ask one camera; what it refuses is told in `reason`."""
    session = OnvifSession(camera.address, login)
    try:
        await session.open()
        return await _describe(session, camera)
    except OnvifRefused as refused:
        return DescribedCamera(camera.address, camera.name, camera.hardware, reason=refused.reason)
    except FAULTS as fault:
        reason = explained(fault, login).reason
        return DescribedCamera(camera.address, camera.name, camera.hardware, reason=reason)
    finally:
        await session.close()


async def _describe(session: OnvifSession, camera: FoundCamera) -> DescribedCamera:
    device = await session.service("devicemgmt", camera.address)
    facts = await session.ask(device, "GetDeviceInformation")
    media = await session.at("media", MEDIA)
    profiles = _profiles(await session.ask(media, "GetProfiles"))
    addresses = [await _stream_of(session, media, each.token) for each in profiles[:MOST_PROFILES]]
    streams = [each for each in addresses if each]
    return DescribedCamera(
        camera.address,
        camera.name,
        f"{facts.Manufacturer or ''} {facts.Model or ''}".strip()[:100],
        str(facts.SerialNumber or "")[:64],
        main=streams[0] if streams else "",
        sub=streams[-1] if streams else "",
        turnable=session.serves(PTZ) and any(each.turns for each in profiles),
        reason="" if streams else "the camera tells no stream",
    )


def _profiles(said: object) -> list[_Profile]:
    """The profiles with video, the largest picture first."""
    found = []
    for each in said or ():  # type: ignore[attr-defined]
        encoder = getattr(each, "VideoEncoderConfiguration", None)
        if encoder is not None and encoder.Resolution is not None:
            pixels = int(encoder.Resolution.Width) * int(encoder.Resolution.Height)
            turns = getattr(each, "PTZConfiguration", None) is not None
            found.append(_Profile(str(each.token), pixels, turns))
    return sorted(found, key=lambda each: -each.pixels)


async def _stream_of(session: OnvifSession, media: object, token: str) -> str:
    try:
        question = {"StreamSetup": _STREAM, "ProfileToken": token}
        said = await session.ask(media, "GetStreamUri", question)
    except OnvifRefused as refused:
        if refused.login:
            raise
        return ""
    # Some cameras write their own login into the address; it does not belong in a list.
    return without_login(session.reached_stream(str(said.Uri or "").strip()))[0]
