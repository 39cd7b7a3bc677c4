"""`sunra adapter onvif`: the adapter and who pulls for it, put together. Main thread."""

from backends.adapters.frame import Surroundings
from backends.adapters.onvif_events import OnvifSettings, PulledCamera, prepare_onvif
from backends.adapters.onvif_events import run_onvif as run_adapter
from backends.onvif.pull_point import OnvifPullPoint

__all__ = ["prepare_onvif", "run_onvif"]


def run_onvif(settings: OnvifSettings, surroundings: Surroundings) -> None:
    """Listen to every camera until told to stop."""

    def events_of(camera: PulledCamera) -> OnvifPullPoint:
        return OnvifPullPoint(camera.address, camera.login)

    run_adapter(settings, surroundings, events_of)
