"""The layers of the map: which there are, which are shown at first, what they are called.

Values and words; GUI thread for the words. Open alerts have no layer: nobody can hide an alert
that asks for attention (ADR 0027).
"""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


class Layer(StrEnum):
    """What can be shown or hidden, in the order of the list."""

    TILES = "tiles"
    STREETS = "streets"
    NAMES = "names"
    CAMERAS = "cameras"
    CONES = "cones"
    PRESETS = "presets"
    BELLS = "bells"
    SHELTERS = "shelters"
    LOCKERS = "lockers"
    LIGHTS = "lights"
    PLACES = "places"
    SAFE_PATHS = "safe_paths"
    PATROLS = "patrols"
    UNITS = "units"
    TRACKS = "tracks"
    ACCURACY = "accuracy"
    FIELD = "field"
    HANDLED = "handled"
    GROUPS = "groups"
    HEAT = "heat"
    COVERAGE = "coverage"
    BLIND = "blind"


SELDOM = frozenset(
    {Layer.LIGHTS, Layer.TRACKS, Layer.ACCURACY, Layer.HEAT, Layer.COVERAGE, Layer.BLIND}
)
AT_FIRST = frozenset(Layer) - SELDOM
# What the worker paints: a change of these asks for a new picture of the ground.
OF_THE_GROUND = frozenset(Layer) - {
    Layer.NAMES, Layer.UNITS, Layer.TRACKS, Layer.ACCURACY, Layer.FIELD, Layer.HANDLED,
}  # fmt: skip
_OF_FACILITY = {
    "bell": Layer.BELLS, "shelter": Layer.SHELTERS, "locker": Layer.LOCKERS, "light": Layer.LIGHTS,
}  # fmt: skip


def layer_of(kind: str) -> Layer:
    """The layer of a facility."""
    return _OF_FACILITY.get(kind, Layer.PLACES)


def kept(shown: frozenset[Layer]) -> dict[str, list[str]]:
    """What a seat keeps: only what differs from the first choice, so that new layers appear."""
    return {
        "hidden": sorted(AT_FIRST - shown),
        "added": sorted(shown - AT_FIRST),
    }


def restored(kept_before: object) -> frozenset[Layer]:
    """The layers a seat had; names that are not known (any more) are passed over."""
    kept_map = kept_before if isinstance(kept_before, dict) else {}
    hidden, added = (_named(kept_map.get(key)) for key in ("hidden", "added"))
    return (AT_FIRST - hidden) | added


def _named(names: object) -> frozenset[Layer]:
    listed = names if isinstance(names, list) else []
    return frozenset(layer for layer in Layer if layer.value in listed)


def layer_words() -> dict[Layer, str]:
    """What each layer is called, in the language of the moment."""
    return {
        Layer.TILES: translate("Layers", "Base picture"),
        Layer.STREETS: translate("Layers", "Streets, buildings"),
        Layer.NAMES: translate("Layers", "Names"),
        Layer.CAMERAS: translate("Layers", "Cameras"),
        Layer.CONES: translate("Layers", "Fields of view"),
        Layer.PRESETS: translate("Layers", "Turnable: reach, presets"),
        Layer.BELLS: translate("Layers", "Emergency bells"),
        Layer.SHELTERS: translate("Layers", "Shelter stores"),
        Layer.LOCKERS: translate("Layers", "Parcel lockers"),
        Layer.LIGHTS: translate("Layers", "Street lights"),
        Layer.PLACES: translate("Layers", "Toilets, gates"),
        Layer.SAFE_PATHS: translate("Layers", "Safe-return paths"),
        Layer.PATROLS: translate("Layers", "Patrol areas, routes"),
        Layer.UNITS: translate("Layers", "Units"),
        Layer.TRACKS: translate("Layers", "Tracks of units"),
        Layer.ACCURACY: translate("Layers", "Accuracy of fixes"),
        Layer.FIELD: translate("Layers", "Escorts, posts, rounds"),
        Layer.HANDLED: translate("Layers", "Acknowledged alerts"),
        Layer.GROUPS: translate("Layers", "Crowded signs in groups"),
        Layer.HEAT: translate("Layers", "Past incidents"),
        Layer.COVERAGE: translate("Layers", "Seen by cameras"),
        Layer.BLIND: translate("Layers", "Blind spots"),
    }
