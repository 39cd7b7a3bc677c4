"""The settings file: every setting with its type, default and meaning. Pure parsing.

Unknown keys are errors, and all problems are told at once.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from console.command_line.parts import DOOR, SEATS
from console.domain.errors import EnvironmentFault
from console.domain.pictures.wall_layout import DEFAULT_LAYOUT, LAYOUTS

SEALS_BESIDE_STATE = "user"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installer may set in `settings.toml` (flat keys).

    `watermark` writes operator and time over every picture; `may_lift_masks` lets this seat lift
    privacy masks for a minute; `clip_before_s` and `clip_after_s` (0 to 60) are what an exported
    clip of an alert holds around the event; `clip_on_alert` writes one by itself of every new alert
    that wants the spot and whose camera is open. With `alerts_to_spot` a new urgent alert brings
    its camera to the spot. `keystore` says where new keys and logins go: "os" (the
    user's keystore), "file" (the folder of keys), "auto" (the keystore where there is one).
    `speech` reads alerts aloud where the computer has a voice; with `reduced_motion` the frame and
    the map do not blink. `spot_player` draws the live spot picture, the other stands by for
    what it cannot read: "pyav", or "libvlc", whose pictures are some 250 ms older.
    `hardware_decoding` is "auto" or "off". `seal_copies` names a folder, best on another
    computer, where the seals of the journal are kept a second time; "user" is this user's own
    place for what programs remember, "" none.
    """

    language: str = "ko"
    seat: str = "seat-1"
    operator: str = "OP-01"
    layout: int = DEFAULT_LAYOUT
    door: str = DOOR
    seats: str = SEATS
    sound: bool = True
    speech: bool = False
    reduced_motion: bool = False
    watermark: bool = False
    may_lift_masks: bool = False
    clip_before_s: int = 30
    clip_after_s: int = 30
    clip_on_alert: bool = False
    alerts_to_spot: bool = True
    keystore: str = "auto"
    spot_player: str = "pyav"
    hardware_decoding: str = "auto"
    seal_copies: str = SEALS_BESIDE_STATE


_CHOICES: dict[str, tuple[object, ...]] = {
    "language": ("ko", "en"),
    "layout": LAYOUTS,
    "keystore": ("auto", "os", "file"),
    "spot_player": ("pyav", "libvlc"),
    "hardware_decoding": ("auto", "off"),
}
_SPANS = ("clip_before_s", "clip_after_s")
_LONGEST_S = 60
_NAMES = {
    "seat": (re.compile(r"(?!\.)[A-Za-z0-9._-]{1,64}"), "letters, digits, dots, dashes"),
    "operator": (
        re.compile(r"(?!engine$)[^\s\x00-\x1f\x7f]{1,64}"),
        "visible characters, no spaces",
    ),
}
"""Keys and files are named after a seat; an act of nobody, or in the engine's name, is refused."""


def parse_settings(text: str, where: str) -> Settings:
    """Settings from TOML text.

    Raises EnvironmentFault naming every unknown key and wrong value; `where` is the file's path.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EnvironmentFault(
            f"The settings file is not TOML: {error}", where=where, remedy="correct that line"
        ) from error
    problems = [problem for key, value in table.items() if (problem := _problem(key, value))]
    if problems:
        raise EnvironmentFault(
            "The settings file has wrong entries: " + "; ".join(problems),
            where=where,
            remedy="correct or remove them",
        )
    return Settings(**table)


def overruled(settings: Settings, said: Mapping[str, object]) -> Settings:
    """The settings with what was said on the command line (None means nothing was said).

    Raises EnvironmentFault for a value that cannot be.
    """
    named = {each.name for each in fields(Settings)}
    given = {key: value for key, value in said.items() if key in named and value is not None}
    problems = [problem for key, value in given.items() if (problem := _problem(key, value))]
    if problems:
        raise EnvironmentFault("; ".join(problems), where="command line", remedy="correct it")
    return replace(settings, **given)  # type: ignore[arg-type]  # the grammar made the types


def _problem(key: str, value: object) -> str:
    kinds = {each.name: type(each.default) for each in fields(Settings)}
    if key not in kinds:
        return f"{key} is unknown (known: {', '.join(kinds)})"
    if type(value) is not kinds[key]:
        return f"{key} must be of type {kinds[key].__name__}"
    if key in _SPANS and not 0 <= int(str(value)) <= _LONGEST_S:
        return f"{key} must be 0 to {_LONGEST_S} seconds"
    form, words = _NAMES.get(key, (None, ""))
    if form and not form.fullmatch(str(value)):
        return f"{key} must be 1 to 64 {words}, not {str(value)[:70]!r}"
    choices = _CHOICES.get(key)
    if choices and value not in choices:
        return f"{key} must be one of {', '.join(map(str, choices))}"
    return ""
