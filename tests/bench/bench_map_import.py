"""What it costs to import a large map, in time and in memory.

Run as `python -m tests.bench.bench_map_import [--features N]`. Writes a GeoJSON of buildings,
imports it and reads the layer as the map does. The floors of the same run are decoding the same
features by `json.loads` alone, and the bytes of the layer that comes out. Prints one JSON object; 0
when the import takes at most 30 times the decoding and adds at most 8 times the layer, else 1.
"""

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

import psutil

from backends.map_data.layer_file import read_layer
from backends.map_data.pack import projected
from console.domain.places.geo import LocalPlane
from tests.support.map_files import MapRoom, demo_district, demo_site

MOST_TIMES, MOST_GROWTH = 30.0, 8.0


def main() -> int:
    """Write, import, read, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", type=int, default=60_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "buildings.geojson"
        lines = _lines(arguments.features)
        path.write_text("\n".join(lines), "utf-8")
        floor = _floor(lines)
        del lines
        figures = _import(folder, path, floor)
    good = figures["to_floor"] <= MOST_TIMES and figures["growth_to_layer"] <= MOST_GROWTH
    print(json.dumps({"features": arguments.features, **figures, "good": good}))
    print(
        f"import: {figures['to_floor']} times the decoding (at most {MOST_TIMES:g}), "
        f"memory +{figures['growth_to_layer']} times the layer (at most {MOST_GROWTH:g})",
        file=sys.stderr,
    )
    return 0 if good else 1


def _floor(lines: list[str]) -> float:
    begun = process_time()
    for line in lines:
        json.loads(line)
    return process_time() - begun


def _import(folder: Path, path: Path, floor: float) -> dict[str, float]:
    assert demo_district() is not None  # read before anything is measured
    memory = psutil.Process().memory_info
    before, begun = memory().rss, process_time()
    room = MapRoom(folder / "data")
    outcome, _, _ = room.take(path, "building", outside="take")
    took, grown = process_time() - begun, memory().rss - before
    (card,) = outcome.layers
    layer = room.data / "map" / outcome.files[card.key]
    begun = perf_counter()
    projected(card, read_layer(layer), LocalPlane(demo_site().centre))
    return {
        "taken": outcome.taken,
        "import_us_each": round(took / outcome.seen * 1e6, 1),
        "to_floor": round(took / floor, 1),
        "growth_to_layer": round(max(grown, 0) / layer.stat().st_size, 1),
        "read_ms": round((perf_counter() - begun) * 1e3, 1),
    }


def _lines(count: int) -> list[str]:
    dice = random.Random(1)
    made = []
    for number in range(count):
        x, y, d = 127.01 + dice.random() * 0.06, 37.53 + dice.random() * 0.04, 0.0001
        ring = [[x, y], [x + d, y], [x + d, y + d], [x, y + d], [x, y]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        words = {"id": number, "name": f"건물 {number}"}
        made.append(json.dumps({"type": "Feature", "properties": words, "geometry": shape}))
    return made


if __name__ == "__main__":
    sys.exit(main())
