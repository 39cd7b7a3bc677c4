"""One ONVIF call to one answer: finds camera and operation, asks for the login. On the loop."""

from collections.abc import Mapping
from dataclasses import dataclass

from backends.simulated.onvif_camera.camera import OnvifCamera
from backends.simulated.onvif_camera.device import DEVICE_ANSWERS, OPEN_TO_ALL
from backends.simulated.onvif_camera.events import (
    EVENT_ANSWERS,
    pull,
    renew,
    synchronize,
    unsubscribe,
)
from backends.simulated.onvif_camera.ptz import PTZ_ANSWERS
from backends.simulated.onvif_camera.soap import (
    NAMES,
    Call,
    SoapRefused,
    envelope,
    fault,
    parse_call,
    tag,
    token_is_right,
)
from backends.simulated.rtsp.messages import Login

KIND = "application/soap+xml; charset=utf-8"
_PREFIXES = {name: prefix for prefix, name in NAMES.items()}
_ANSWERS = {**DEVICE_ANSWERS, **PTZ_ANSWERS, **EVENT_ANSWERS}
_OF_PULL_POINT = {
    "Renew": renew,
    "Unsubscribe": unsubscribe,
    "SetSynchronizationPoint": synchronize,
}


@dataclass(frozen=True, slots=True)
class OnvifDesk:
    """Every ONVIF camera of a farm behind one HTTP port: `/onvif/ID/SERVICE`.

    `/onvif/device_service` is the first one's, as real cameras have theirs there.
    """

    cameras: Mapping[str, OnvifCamera]
    login: Login | None = None

    async def answer(self, path: tuple[str, ...], host: str, body: bytes) -> tuple[int, bytes]:
        """The HTTP code and the envelope for a POST to `path`; `host` as the client named it."""
        if path[1:] == ("device_service",):  # clients that know one camera a host ask here
            path = ("onvif", next(iter(self.cameras), ""), "device_service")
        camera = self.cameras.get(path[1]) if len(path) >= 3 else None
        if camera is None:
            return 404, b""
        call = parse_call(body)
        try:
            if call is None:
                raise SoapRefused("ter:WellFormed", "the body is no SOAP 1.2 envelope")
            content = await self._say(camera, call, path, f"http://{host}/onvif/{camera.name}")
        except SoapRefused as refused:
            return (500 if refused.receiver else 400), fault(refused)
        return 200, envelope(content)

    async def _say(self, camera: OnvifCamera, call: Call, path: tuple[str, ...], base: str) -> str:
        prefix = _PREFIXES.get(call.namespace, "")
        camera.asked[call.name] = camera.asked.get(call.name, 0) + 1
        self._let_in(camera, call)
        if call.name == "GetServiceCapabilities":
            return tag(f"{prefix}:GetServiceCapabilitiesResponse", tag(f"{prefix}:Capabilities"))
        if path[2] == "subscription" and len(path) == 4:
            return await _of_pull_point(camera, path[3], call)
        answer = _ANSWERS.get((prefix, call.name))
        if answer is None or (prefix == "tptz" and not camera.turnable):
            raise SoapRefused("ter:ActionNotSupported", f"{call.name} is not served", receiver=True)
        return answer(camera, call, base)

    def _let_in(self, camera: OnvifCamera, call: Call) -> None:
        if self.login is None or call.name in OPEN_TO_ALL:
            return
        if not token_is_right(call, self.login, camera.now()):
            camera.refused += 1
            raise SoapRefused("ter:NotAuthorized", "the user name token is missing or wrong")


async def _of_pull_point(camera: OnvifCamera, name: str, call: Call) -> str:
    if call.name == "PullMessages":
        return await pull(camera, name, call)
    answer = _OF_PULL_POINT.get(call.name)
    if answer is None:
        raise SoapRefused("ter:ActionNotSupported", f"{call.name} is not served", receiver=True)
    return answer(camera, name, call)
