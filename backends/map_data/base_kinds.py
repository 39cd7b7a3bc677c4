"""What the layers of a ready-made base map are to us: OpenMapTiles, Protomaps, OSM tags. Pure."""

from collections.abc import Mapping

_ARTERIAL = {"motorway", "trunk", "primary", "highway", "major_road"}
_COLLECTOR = {"secondary", "tertiary", "medium_road"}
_LOCAL = {"minor", "service", "residential", "unclassified", "living_street", "minor_road",
          "street", "pedestrian", "road"}  # fmt: skip
_GREEN = {"park", "garden", "grass", "wood", "forest", "nature_reserve", "recreation_ground",
          "village_green", "pitch", "playground", "cemetery"}  # fmt: skip
_STREETS = {"transportation", "roads", "road", "streets", "highway", "transportation_lines",
            "transportation_name"}  # fmt: skip
"""OpenMapTiles has streets once without names and the named ones once more."""
_WATER = {"water", "waterway", "ocean", "lakes", "rivers"}
_GROUND = {"landuse", "landcover", "park", "parks", "pois_areas"}
_PLACES = {"place", "places"}


def base_kind(layer: str, attributes: Mapping[str, object]) -> str:
    """The kind of a feature of a base map; empty for one that the map does not show."""
    name = layer.casefold()
    words = {
        str(attributes.get(key, "")).casefold()
        for key in ("class", "subclass", "kind", "highway", "type", "pmap:kind", "kind_detail")
    }
    if name in ("building", "buildings") or attributes.get("building"):
        return "building"
    if name in _STREETS or "highway" in attributes:
        return _street(words)
    if name in _WATER or "waterway" in attributes or attributes.get("natural") == "water":
        return "stream" if name == "waterway" or "waterway" in attributes else "river"
    if name in _GROUND or attributes.get("leisure") or attributes.get("landuse"):
        words |= {str(attributes.get(key, "")) for key in ("leisure", "landuse", "natural")}
        return "park" if words & _GREEN or name in ("park", "parks") else ""
    if "railway" in attributes:
        return "railway"
    return "place" if name in _PLACES or "place" in attributes else ""


def _street(words: set[str]) -> str:
    if words & {"rail", "railway", "transit", "subway"}:
        return "railway"
    for kind, known in (("arterial", _ARTERIAL), ("collector", _COLLECTOR), ("local", _LOCAL)):
        if words & known:
            return kind
    return ""
