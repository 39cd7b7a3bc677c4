"""What a simulated ONVIF camera says of itself: device, services, profiles, addresses. Pure."""

from collections.abc import Callable, Mapping
from datetime import UTC

from backends.simulated.onvif_camera.camera import OnvifCamera
from backends.simulated.onvif_camera.soap import NAMES, Call, SoapRefused, leaf, tag

Answer = Callable[[OnvifCamera, Call, str], str]
SERVICES = {
    "tds": "device_service",
    "trt": "media_service",
    "tev": "event_service",
    "tptz": "ptz_service",
}


def _served(camera: OnvifCamera) -> Mapping[str, str]:
    return {key: path for key, path in SERVICES.items() if key != "tptz" or camera.turnable}


def device_facts(camera: OnvifCamera, _call: Call, _base: str) -> str:
    """GetDeviceInformation."""
    facts = {
        "Manufacturer": "Sunra",
        "Model": "Simulated PTZ" if camera.turnable else "Simulated fixed",
        "FirmwareVersion": "1.0",
        "SerialNumber": f"SIM{camera.number:05d}",
        "HardwareId": "sim",
    }
    inside = "".join(leaf(f"tds:{name}", value) for name, value in facts.items())
    return tag("tds:GetDeviceInformationResponse", inside)


def clock(camera: OnvifCamera, _call: Call, _base: str) -> str:
    """GetSystemDateAndTime: asked before any login, as clients correct their tokens by it."""
    now = camera.now().astimezone(UTC)
    time = tag(
        "tt:Time",
        leaf("tt:Hour", now.hour) + leaf("tt:Minute", now.minute) + leaf("tt:Second", now.second),
    )
    day = tag(
        "tt:Date",
        leaf("tt:Year", now.year) + leaf("tt:Month", now.month) + leaf("tt:Day", now.day),
    )
    inside = leaf("tt:DateTimeType", "Manual") + leaf("tt:DaylightSavings", False)
    inside += tag("tt:TimeZone", leaf("tt:TZ", "KST-9")) + tag("tt:UTCDateTime", time + day)
    return tag("tds:GetSystemDateAndTimeResponse", tag("tds:SystemDateAndTime", inside))


def services(camera: OnvifCamera, _call: Call, base: str) -> str:
    """GetServices."""
    version = tag("tds:Version", leaf("tt:Major", 2) + leaf("tt:Minor", 60))
    inside = "".join(
        tag(
            "tds:Service",
            leaf("tds:Namespace", NAMES[key]) + leaf("tds:XAddr", f"{base}/{path}") + version,
        )
        for key, path in _served(camera).items()
    )
    return tag("tds:GetServicesResponse", inside)


def capabilities(camera: OnvifCamera, _call: Call, base: str) -> str:
    """GetCapabilities."""
    flags = ("WSSubscriptionPolicySupport", "WSPullPointSupport")
    events = "".join(leaf(f"tt:{flag}", True) for flag in flags)
    events += leaf("tt:WSPausableSubscriptionManagerInterfaceSupport", False)
    streaming = leaf("tt:RTPMulticast", False) + leaf("tt:RTP_TCP", True)
    parts = {
        "tds": ("tt:Device", ""),
        "tev": ("tt:Events", events),
        "trt": ("tt:Media", tag("tt:StreamingCapabilities", streaming)),
        "tptz": ("tt:PTZ", ""),
    }
    served = _served(camera)
    inside = "".join(
        tag(name, leaf("tt:XAddr", f"{base}/{served[key]}") + more)
        for key, (name, more) in parts.items()
        if key in served
    )
    return tag("tds:GetCapabilitiesResponse", tag("tds:Capabilities", inside))


def scopes(camera: OnvifCamera, _call: Call, _base: str) -> str:
    """GetScopes."""
    inside = "".join(
        tag("tds:Scopes", leaf("tt:ScopeDef", "Fixed") + leaf("tt:ScopeItem", scope))
        for scope in scopes_of(camera)
    )
    return tag("tds:GetScopesResponse", inside)


def scopes_of(camera: OnvifCamera) -> list[str]:
    """What discovery and GetScopes tell."""
    words = ["type/video_encoder", "Profile/Streaming", f"name/{camera.name}", "hardware/sim"]
    if camera.turnable:
        words.append("type/ptz")
    return [f"onvif://www.onvif.org/{word}" for word in words]


def profiles(camera: OnvifCamera, _call: Call, _base: str) -> str:
    """GetProfiles."""
    inside = "".join(_profile("trt:Profiles", camera, name) for name in camera.streams)
    return tag("trt:GetProfilesResponse", inside)


def profile(camera: OnvifCamera, call: Call, _base: str) -> str:
    """GetProfile."""
    return tag(
        "trt:GetProfileResponse", _profile("trt:Profile", camera, _known_profile(camera, call))
    )


def _profile(element: str, camera: OnvifCamera, name: str) -> str:
    _address, width, height, fps = camera.streams[name]
    source = leaf("tt:Name", "source") + leaf("tt:UseCount", len(camera.streams))
    source += leaf("tt:SourceToken", "video-1")
    source += tag("tt:Bounds", x="0", y="0", width=str(width), height=str(height))
    inside = leaf("tt:Name", name)
    inside += tag("tt:VideoSourceConfiguration", source, token="source-1")  # noqa: S106
    inside += _encoder(name, width, height, fps)
    if camera.turnable:
        node = leaf("tt:Name", "ptz") + leaf("tt:UseCount", 1) + leaf("tt:NodeToken", "node-1")
        inside += tag("tt:PTZConfiguration", node, token="ptz-1")  # noqa: S106
    return tag(element, inside, token=name, fixed="true")


def _encoder(name: str, width: int, height: int, fps: int) -> str:
    size = tag("tt:Resolution", leaf("tt:Width", width) + leaf("tt:Height", height))
    limits = leaf("tt:FrameRateLimit", fps) + leaf("tt:EncodingInterval", 1)
    limits += leaf("tt:BitrateLimit", 2048)
    group = leaf("tt:Type", "IPv4") + leaf("tt:IPv4Address", "0.0.0.0")  # noqa: S104 -- none
    cast = tag("tt:Address", group) + leaf("tt:Port", 0) + leaf("tt:TTL", 1)
    cast += leaf("tt:AutoStart", False)
    inside = leaf("tt:Name", name) + leaf("tt:UseCount", 1) + leaf("tt:Encoding", "H264")
    inside += size + leaf("tt:Quality", 4) + tag("tt:RateControl", limits)
    inside += tag("tt:H264", leaf("tt:GovLength", fps * 2) + leaf("tt:H264Profile", "Baseline"))
    inside += tag("tt:Multicast", cast) + leaf("tt:SessionTimeout", "PT60S")
    return tag("tt:VideoEncoderConfiguration", inside, token=f"encoder-{name}")


def stream_uri(camera: OnvifCamera, call: Call, _base: str) -> str:
    """GetStreamUri."""
    inside = leaf("tt:Uri", camera.streams[_known_profile(camera, call)][0])
    inside += leaf("tt:InvalidAfterConnect", False) + leaf("tt:InvalidAfterReboot", False)
    inside += leaf("tt:Timeout", "PT0S")
    return tag("trt:GetStreamUriResponse", tag("trt:MediaUri", inside))


def video_sources(camera: OnvifCamera, _call: Call, _base: str) -> str:
    """GetVideoSources."""
    _address, width, height, fps = next(iter(camera.streams.values()))
    size = tag("tt:Resolution", leaf("tt:Width", width) + leaf("tt:Height", height))
    one = tag("trt:VideoSources", leaf("tt:Framerate", fps) + size, token="video-1")  # noqa: S106
    return tag("trt:GetVideoSourcesResponse", one)


def _known_profile(camera: OnvifCamera, call: Call) -> str:
    name = call.text("trt:ProfileToken")
    if name not in camera.streams:
        raise SoapRefused("ter:NoProfile", f"there is no profile {name!r}")
    return name


DEVICE_ANSWERS: Mapping[tuple[str, str], Answer] = {
    ("tds", "GetDeviceInformation"): device_facts,
    ("tds", "GetSystemDateAndTime"): clock,
    ("tds", "GetServices"): services,
    ("tds", "GetCapabilities"): capabilities,
    ("tds", "GetScopes"): scopes,
    ("trt", "GetProfiles"): profiles,
    ("trt", "GetProfile"): profile,
    ("trt", "GetStreamUri"): stream_uri,
    ("trt", "GetVideoSources"): video_sources,
}
# Asked before a client can make a token (ONVIF Core, access class PRE_AUTH).
OPEN_TO_ALL = {"GetSystemDateAndTime", "GetServices", "GetCapabilities"}
