"""`sunra adapter onvif`: the adapter and who pulls for it, put together. Main thread."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from backends.adapters import onvif_events
from backends.adapters.frame import Surroundings
from backends.adapters.onvif_events import OnvifSettings, PulledCamera
from backends.adapters.reach import Finding
from backends.adapters.settings import Configuration
from backends.commands.parts import camera_logins, site_of
from backends.onvif.pull_point import OnvifPullPoint
from backends.system.installation import Installation
from console.domain.errors import EnvironmentFault
from console.ports.camera_events import CameraNotice

CHECK_WITHIN_S = 25.0
CHECKED_AT_ONCE = 16
REMEDY = "correct address, user and password_file, or look at the camera"


def prepare_onvif(configuration: Configuration) -> OnvifSettings:
    """Everything that can be wrong in the file, at once. Raises EnvironmentFault."""
    return onvif_events.prepare_onvif(configuration, imported_in)


def imported_in(path: Path) -> Sequence[PulledCamera]:
    """The cameras of a data folder that have an ONVIF address, with their logins.

    Raises EnvironmentFault.
    """
    if not path.is_dir():
        raise EnvironmentFault(
            "There is no data folder to take cameras from",
            where=str(path),
            remedy="correct `imported` in the [onvif] section",
        )
    folder = Installation(path)
    site = site_of(folder, None)
    logins = camera_logins(folder, site)
    return [
        PulledCamera(each.id, each.onvif, logins.login(each.login))
        for each in site.cameras.values()
        if each.onvif
    ]


def check_onvif(settings: OnvifSettings) -> list[Finding]:
    """Log in to every camera and listen for a second, all at the same time."""
    return asyncio.run(_check_all(settings.cameras))


async def _check_all(cameras: Sequence[PulledCamera]) -> list[Finding]:
    at_once = asyncio.Semaphore(CHECKED_AT_ONCE)

    async def check(camera: PulledCamera) -> Finding:
        async with at_once:
            return await _check(camera)

    return list(await asyncio.gather(*map(check, cameras)))


async def _check(camera: PulledCamera) -> Finding:
    """How the camera stands when that is known first."""
    first: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def stands(reason: str) -> None:
        if not first.done():
            first.set_result(reason)

    def unheard(_notice: CameraNotice) -> None:
        """What it saw meanwhile: the adapter has a pull point of its own."""

    pulling = OnvifPullPoint(camera.address, camera.login, pull_s=1.0)
    task = asyncio.create_task(pulling.run(unheard, stands))
    try:
        async with asyncio.timeout(CHECK_WITHIN_S):
            problem = await first
    except TimeoutError:
        problem = "the camera does not answer"
    task.cancel()
    await asyncio.wait([task], timeout=CHECK_WITHIN_S)
    problem = f"{problem}: {REMEDY}" if problem else ""
    return Finding("camera", f"{camera.name} at {camera.address}", problem)


def run_onvif(settings: OnvifSettings, surroundings: Surroundings) -> None:
    """Listen to every camera until told to stop."""

    def events_of(camera: PulledCamera) -> OnvifPullPoint:
        return OnvifPullPoint(camera.address, camera.login)

    onvif_events.run_onvif(settings, surroundings, events_of)
