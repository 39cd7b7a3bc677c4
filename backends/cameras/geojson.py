"""Cameras as GeoJSON points (RFC 7946: WGS 84, longitude first) or JSON records, to rows. Pure."""

import json
import re
from pathlib import Path
from typing import Never

from backends.cameras.columns import CAMERAS
from backends.cameras.findings import Finding, Row, Table
from console.domain.errors import EnvironmentFault

MOST_FEATURES = 100_000
_WGS_84 = re.compile(r"CRS84$|EPSG(?::+|[:/][0-9.]+[:/])4326$|^$", re.IGNORECASE)


def geojson_table(text: str, path: Path) -> Table:
    """One row per feature. Raises EnvironmentFault when this is no collection of features."""
    features = _features(_parsed(text, path), path)
    table = Table()
    for number, feature in enumerate(features[:MOST_FEATURES], 1):
        row = _row(number, feature, table)
        if row is not None:
            table.rows.append(row)
    if len(features) > MOST_FEATURES:
        problem = f"features after {MOST_FEATURES} were not read"
        table.findings.append(Finding(0, "", problem, "split the file"))
    return table


def _parsed(text: str, path: Path) -> object:
    def refuse(word: str) -> Never:
        msg = f"{word} is not a number"
        raise ValueError(msg)

    try:
        value: object = json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as fault:
        raise _fault(path, f"The file is not JSON: {fault.msg} at line {fault.lineno}") from None
    except (ValueError, RecursionError) as fault:
        reason = "it is nested too deeply" if isinstance(fault, RecursionError) else str(fault)
        raise _fault(path, f"The file is not JSON that can be used: {reason}") from None
    return value


def _features(value: object, path: Path) -> list[object]:
    records = _records(value)
    if records:
        return [{"type": "Feature", "properties": each} for each in records]
    if not isinstance(value, dict) or not isinstance(value.get("features"), list):
        raise _fault(path, "The file is not a GeoJSON FeatureCollection")
    reference = value.get("crs")
    if reference is not None and not _WGS_84.search(_crs_name(reference)):
        raise _fault(path, "The file's coordinates are not WGS 84", "convert it to EPSG:4326")
    features: list[object] = value["features"]
    return features


def _records(value: object) -> list[object]:
    """The rows of a list of records, as the public data portal writes it; none for GeoJSON."""
    listed = value if isinstance(value, list) else None
    if isinstance(value, dict) and "features" not in value:
        listed = next((value[name] for name in ("records", "data", "DATA") if name in value), None)
    found = listed if isinstance(listed, list) else []
    return found if all(isinstance(each, dict) and "geometry" not in each for each in found) else []


def _crs_name(reference: object) -> str:
    """The name in any of the older forms; empty where it names nothing, which is WGS 84."""
    properties = reference.get("properties") if isinstance(reference, dict) else reference
    if isinstance(properties, dict):
        code = properties.get("code")
        properties = properties.get("name") if code is None else f"EPSG:{code}"
    return "" if properties is None else str(properties)


def _row(number: int, feature: object, table: Table) -> Row | None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or not isinstance(properties or {}, dict):
        table.findings.append(Finding(number, "", "it is no feature", "correct or remove it"))
        return None
    cells = _named(number, properties or {}, table)
    if "id" not in cells and isinstance(feature.get("id"), str | int):
        cells["id"] = str(feature["id"]).strip()
    problem = _place(feature.get("geometry"), cells)
    if problem:
        remedy = "write a Point as [longitude, latitude]"
        table.findings.append(Finding(number, "geometry", problem, remedy))
        return None
    return Row(number, {name: cell for name, cell in cells.items() if cell})


def _named(number: int, properties: dict[str, object], table: Table) -> dict[str, str]:
    cells: dict[str, str] = {}
    names = CAMERAS.fields_of([*properties])
    for name, (heading, value) in zip(names, properties.items(), strict=True):
        if name is not None and value is not None:
            cells[name] = _text(value)
        elif name is None and number == 1:
            problem = f"the property {heading[:40]!r} is not known and was left out"
            table.findings.append(Finding(number, "", problem, CAMERAS.suggestion, kept=True))
    return cells


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _place(geometry: object, cells: dict[str, str]) -> str:
    """Writes the geometry's coordinates into the cells; what is wrong with it, or empty."""
    if geometry is None:
        return ""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        return f"it is not a Point but {str(kind)[:30]}"
    pair = geometry.get("coordinates")
    if not isinstance(pair, list) or len(pair) < 2:
        return "the Point has no coordinates"
    if not all(type(each) in (int, float) for each in pair[:2]):
        return "the coordinates are not numbers"
    cells["lon"], cells["lat"] = (json.dumps(each) for each in pair[:2])
    return ""


def _fault(path: Path, what: str, remedy: str = "export it again as GeoJSON") -> EnvironmentFault:
    return EnvironmentFault(what, where=str(path), remedy=remedy)
