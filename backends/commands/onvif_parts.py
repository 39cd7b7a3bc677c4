"""`sunra adapter onvif`: the adapter and who pulls for it, put together. Main thread."""

from collections.abc import Sequence
from pathlib import Path

from backends.adapters import onvif_events
from backends.adapters.frame import Surroundings
from backends.adapters.onvif_events import OnvifSettings, PulledCamera
from backends.adapters.settings import Configuration
from backends.commands.parts import camera_logins, site_of
from backends.onvif.pull_point import OnvifPullPoint
from backends.system.installation import Installation
from console.domain.errors import EnvironmentFault


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


def run_onvif(settings: OnvifSettings, surroundings: Surroundings) -> None:
    """Listen to every camera until told to stop."""

    def events_of(camera: PulledCamera) -> OnvifPullPoint:
        return OnvifPullPoint(camera.address, camera.login)

    onvif_events.run_onvif(settings, surroundings, events_of)
