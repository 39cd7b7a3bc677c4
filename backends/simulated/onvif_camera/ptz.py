"""Turning a simulated ONVIF camera: presets, continuous moves, stop, status. Pure."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from backends.simulated.onvif_camera.camera import OnvifCamera, View
from backends.simulated.onvif_camera.device import Answer
from backends.simulated.onvif_camera.soap import Call, SoapRefused, leaf, tag

DEFAULT_TIMEOUT_S = 10.0
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")


def seconds_of(duration: str) -> float | None:
    """An xs:duration of days and less as seconds, None when it is none."""
    match = _DURATION.fullmatch(duration)
    if match is None or duration in ("P", "PT"):
        return None
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def presets(camera: OnvifCamera, _call: Call, _base: str) -> str:
    """GetPresets."""
    inside = "".join(
        tag("tptz:Preset", leaf("tt:Name", name) + _position(view), token=token)
        for token, (name, view) in camera.head.presets.items()
    )
    return tag("tptz:GetPresetsResponse", inside)


def go_to_preset(camera: OnvifCamera, call: Call, _base: str) -> str:
    """GotoPreset."""
    token = call.text("tptz:PresetToken")
    if not camera.head.go_to(token):
        raise SoapRefused("ter:NoToken", f"there is no preset {token!r}")
    return tag("tptz:GotoPresetResponse")


def go_home(camera: OnvifCamera, _call: Call, _base: str) -> str:
    """GotoHomePosition."""
    camera.head.go_to("1")
    return tag("tptz:GotoHomePositionResponse")


def continuous_move(camera: OnvifCamera, call: Call, _base: str) -> str:
    """ContinuousMove; without a Timeout the camera stops by itself after 10 s."""
    turn = call.find("tptz:Velocity/tt:PanTilt")
    zoom = call.find("tptz:Velocity/tt:Zoom")
    speed = View(_number(turn, "x"), _number(turn, "y"), _number(zoom, "x"))
    wanted = call.text("tptz:Timeout")
    timeout = seconds_of(wanted) if wanted else DEFAULT_TIMEOUT_S
    if timeout is None:
        raise SoapRefused("ter:InvalidArgVal", f"the timeout {wanted!r} is no duration")
    camera.head.move(speed, timeout)
    return tag("tptz:ContinuousMoveResponse")


def _number(element: Element | None, name: str) -> float:
    if element is None:
        return 0.0
    try:
        value = float(element.get(name, ""))
    except ValueError:
        raise SoapRefused("ter:InvalidArgVal", "a speed is no number") from None
    if not -1 <= value <= 1:
        raise SoapRefused("ter:InvalidVelocity", "a speed is not within -1 and 1")
    return value


def stop(camera: OnvifCamera, _call: Call, _base: str) -> str:
    """Stop."""
    camera.head.stop()
    return tag("tptz:StopResponse")


def status(camera: OnvifCamera, _call: Call, _base: str) -> str:
    """GetStatus."""
    word = "MOVING" if camera.head.moving else "IDLE"
    inside = tag("tt:Position", _axes(camera.head.view()))
    inside += tag("tt:MoveStatus", leaf("tt:PanTilt", word) + leaf("tt:Zoom", word))
    inside += leaf("tt:UtcTime", camera.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    return tag("tptz:GetStatusResponse", tag("tptz:PTZStatus", inside))


def _position(view: View) -> str:
    return tag("tt:PTZPosition", _axes(view))


def _axes(view: View) -> str:
    turn = tag("tt:PanTilt", x=f"{view.pan:.4f}", y=f"{view.tilt:.4f}")
    return turn + tag("tt:Zoom", x=f"{view.zoom:.4f}")


PTZ_ANSWERS: Mapping[tuple[str, str], Answer] = {
    ("tptz", "GetPresets"): presets,
    ("tptz", "GotoPreset"): go_to_preset,
    ("tptz", "GotoHomePosition"): go_home,
    ("tptz", "ContinuousMove"): continuous_move,
    ("tptz", "Stop"): stop,
    ("tptz", "GetStatus"): status,
}
