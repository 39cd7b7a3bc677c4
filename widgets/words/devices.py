"""What adapters and the programs of devices say of themselves, in the operator's language.

The sentences are those of `backends.adapters` and `backends.edge_client`, in English on the wire;
each is matched as a whole. What a foreign system, a panel or a citizen said stands inside as it
came, and a text that is none of them stays as it is. Pure look-ups, GUI thread.
"""

import re
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
Said = Iterator[tuple[str, str]]


def device_text(text: str) -> str:
    """The words of an alert whose source is a device or an adapter."""
    whole = _told(text)
    if whole is None and " · " in text:
        parts = [_told(each) for each in text.split(" · ")]
        if None not in parts:
            return " ".join(each for each in parts if each)
    return text if whole is None else whole


def _told(text: str) -> str | None:
    for pattern, words in _sentences():
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            names = {name: each or "" for name, each in found.groupdict().items()}
            return _filled(words, names)
    return _camera_text(text)


def _filled(words: str, names: dict[str, str]) -> str:
    if "why" in names:
        # What to do about it is for the installer, who finds it in the log.
        names["why"] = _reasons().get(names["why"].partition(": ")[0], names["why"])
    if words.startswith("{said}") and names["said"]:
        names["said"] += " · "
    return words.format(**names)


def _camera_text(text: str) -> str | None:
    """Why a camera is away: its name, then one of the reasons."""
    name, _, why = text.partition(": ")
    short, _, said = why.partition(": ")
    known = _reasons().get(short) if why.startswith(CAMERA) else None
    if known is None:
        return None
    return f"{name}: {known} ({said})" if said else f"{name}: {known}"


CAMERA = ("the camera", "there is no ONVIF", "what answers at this address")


def _sentences() -> Said:
    yield from _of_brokers()
    yield from _of_panels()
    yield from _of_cameras()
    yield from _of_spools()
    yield from _of_places()


def _of_brokers() -> Said:
    yield (
        r"The MQTT broker (?P<where>\S+) cannot be reached\.",
        translate(
            "DeviceWords", "The MQTT broker {where} cannot be reached: its cameras are not heard."
        ),
    )
    yield (
        r"The MQTT broker (?P<where>\S+) cannot be reached: (?P<why>.+)\.",
        translate(
            "DeviceWords",
            "The MQTT broker {where} cannot be reached ({why}): its cameras are not heard.",
        ),
    )
    yield (
        r"The MQTT broker (?P<where>\S+) is back\.",
        translate("DeviceWords", "The MQTT broker {where} is back."),
    )
    yield (
        r"(?P<name>.+): nobody here can read this message \((?P<why>.+?)\): (?P<said>.*)",
        translate(
            "DeviceWords", "{name}: nobody here can read this message ({why}). It said: {said}"
        ),
    )


def _of_panels() -> Said:
    yield (
        r"(?P<name>.+): nothing heard for (?P<seconds>\d+) s\.",
        translate("DeviceWords", "{name}: nothing heard for {seconds} s."),
    )
    yield (
        r"(?P<name>.+): heard again\.",
        translate("DeviceWords", "{name}: heard again."),
    )
    yield (
        r"(?P<name>.+): (?P<said>.+)\. Its clock is (?P<off>[+-]\d+) s off\.",
        translate("DeviceWords", "{name}: {said}. Refused: its clock is {off} s off."),
    )
    yield (
        r"(?P<name>.+): (?P<said>.+)\. It tells no time\.",
        translate("DeviceWords", "{name}: {said}. Refused: it tells no time."),
    )
    yield (
        r"SIA DC-09 #(?P<name>.+): it cannot be understood · (?P<said>.*)",
        translate("DeviceWords", "Panel {name}: it cannot be understood. It said: {said}"),
    )
    yield (
        r"SIA DC-09 #(?P<name>.+): (?P<why>.+)\.",
        translate("DeviceWords", "Panel {name}, refused: {why}."),
    )


def _of_cameras() -> Said:
    yield (
        r"Frigate (?P<name>.+): offline",
        translate("DeviceWords", "Frigate {name} is offline: its cameras are not watched."),
    )
    yield (
        r"Frigate (?P<name>.+): stopped",
        translate("DeviceWords", "Frigate {name} was stopped: its cameras are not watched."),
    )
    yield (
        r"Frigate (?P<name>.+): online",
        translate("DeviceWords", "Frigate {name} is online."),
    )


def _of_spools() -> Said:
    yield (
        r"The spool was full: (?P<number>\d+) older events were given up\.",
        translate(
            "DeviceWords", "The device's store was full: {number} older events were given up."
        ),
    )
    yield (
        r"The disk was full: (?P<number>\d+) events were not kept\.",
        translate("DeviceWords", "The device's disk was full: {number} events were not kept."),
    )


def _of_places() -> Said:
    yield (
        r"(?:(?P<said>.+) · )?location: latitude and longitude were swapped",
        translate(
            "DeviceWords", "{said}The place was reported with latitude and longitude swapped."
        ),
    )
    yield (
        r"(?:(?P<said>.+) · )?location: only one of latitude and longitude",
        translate(
            "DeviceWords",
            "{said}The reported place has only one of latitude and longitude: it is left out.",
        ),
    )
    yield (
        r"(?:(?P<said>.+) · )?location: (?P<place>\S+ \S+) is nowhere",
        translate(
            "DeviceWords", "{said}The reported place {place} does not exist: it is left out."
        ),
    )


def _reasons() -> dict[str, str]:
    return {**_of_networks(), **_of_certificates(), **_of_logins(), **_of_messages()}


def _of_networks() -> dict[str, str]:
    return {
        "nothing listens there": translate("DeviceWords", "nothing listens there"),
        "the connection is ended at once": translate(
            "DeviceWords", "the connection is ended at once"
        ),
        "nobody answers": translate("DeviceWords", "nobody answers"),
        "no way leads there": translate("DeviceWords", "no way leads there"),
        "it ends the connection instead of speaking TLS": translate(
            "DeviceWords", "it ends the connection instead of speaking TLS"
        ),
        "it speaks no TLS on this port": translate("DeviceWords", "it speaks no TLS on this port"),
        "it wants a certificate of ours, or another one": translate(
            "DeviceWords", "it wants a certificate of ours, or another one"
        ),
        "no machine of that name is known": translate(
            "DeviceWords", "no machine of that name is known"
        ),
    }


def _of_certificates() -> dict[str, str]:
    return {
        "its certificate has run out": translate("DeviceWords", "its certificate has run out"),
        "its certificate is not valid yet": translate(
            "DeviceWords", "its certificate is not valid yet"
        ),
        "its certificate is signed by itself": translate(
            "DeviceWords", "its certificate is signed by itself"
        ),
        "its certificate is signed by nobody this machine trusts": translate(
            "DeviceWords", "its certificate is signed by nobody this machine trusts"
        ),
        "its certificate is for another name": translate(
            "DeviceWords", "its certificate is for another name"
        ),
        "its certificate is for another address": translate(
            "DeviceWords", "its certificate is for another address"
        ),
    }


def _of_logins() -> dict[str, str]:
    return {
        "it does not know this user with this password": translate(
            "DeviceWords", "it does not know this user with this password"
        ),
        "it refuses this user, or wants one": translate(
            "DeviceWords", "it refuses this user, or wants one"
        ),
        "it speaks another version of MQTT": translate(
            "DeviceWords", "it speaks another version of MQTT"
        ),
        "it refuses the client_id": translate("DeviceWords", "it refuses the client_id"),
        "it has shut this client_id or address out": translate(
            "DeviceWords", "it has shut this client_id or address out"
        ),
        "it is busy": translate("DeviceWords", "it is busy"),
        "it is not ready": translate("DeviceWords", "it is not ready"),
    }


def _of_messages() -> dict[str, str]:
    return {
        "the camera is there again": translate("DeviceWords", "the camera is there again"),
        "the camera is connected to the broker": translate(
            "DeviceWords", "the camera is connected to the broker"
        ),
        "the camera is not connected to the broker": translate(
            "DeviceWords", "the camera is not connected to the broker"
        ),
        "the camera refuses the login": translate("DeviceWords", "the camera refuses the login"),
        "the camera asks for a login": translate("DeviceWords", "the camera asks for a login"),
        "the camera does not answer": translate("DeviceWords", "the camera does not answer"),
        "there is no ONVIF service at this address": translate(
            "DeviceWords", "there is no ONVIF service at this address"
        ),
        "what answers at this address is no ONVIF camera": translate(
            "DeviceWords", "what answers at this address is no ONVIF camera"
        ),
        "the camera can not be reached": translate("DeviceWords", "the camera can not be reached"),
        "the camera's answer is not what ONVIF says": translate(
            "DeviceWords", "the camera's answer is not what ONVIF says"
        ),
        "the camera refuses": translate("DeviceWords", "the camera refuses"),
        "an account that is not configured": translate(
            "DeviceWords", "an account that is not configured"
        ),
        "it is encrypted and no key is configured": translate(
            "DeviceWords", "it is encrypted and no key is configured"
        ),
        "it is not encrypted, and the panel has a key": translate(
            "DeviceWords", "it is not encrypted, and the panel has a key"
        ),
        "its key is not the configured one": translate(
            "DeviceWords", "its key is not the configured one"
        ),
        "not UTF-8": translate("DeviceWords", "not UTF-8"),
        "nested too deeply": translate("DeviceWords", "nested too deeply"),
        "not a JSON object": translate("DeviceWords", "not a JSON object"),
        "this adapter cannot deal with it": translate(
            "DeviceWords", "this adapter cannot deal with it"
        ),
    }
