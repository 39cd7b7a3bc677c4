"""Whatever bytes a map file has: it is taken, or refused with a sentence; the map stays whole."""

import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backends.map_data.layer_file import read_layer
from console.domain.errors import EnvironmentFault
from tests.support.map_files import MAPS, MapRoom

KINDS = {
    "dongs-5186-cp949.zip": "dong", "dongs-5179.gpkg.zip": "dong", "dongs-5181.geojson": "dong",
    "bells.gpx": "bell", "walk.gpx": "patrol_route", "streets-vector.mbtiles.zip": "basemap",
    "streets.pmtiles": "basemap", "ground-raster.mbtiles.zip": "tiles",
}  # fmt: skip


def parts(name: str) -> dict[str, bytes]:
    """The files of a sample, unpacked so that what is inside gets damaged and not the packing."""
    if not name.endswith(".zip"):
        return {name: (MAPS / name).read_bytes()}
    with zipfile.ZipFile(MAPS / name) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def damaged(content: bytes, cuts: list[tuple[int, int]], length: float) -> bytes:
    changed = bytearray(content)
    for at, byte in cuts:
        changed[at % len(changed)] = byte
    return bytes(changed[: max(1, int(len(changed) * length))])


@pytest.mark.parametrize("name", sorted(KINDS))
@settings(max_examples=8, deadline=None)
@given(
    which=st.integers(0, 9),
    cuts=st.lists(st.tuples(st.integers(0, 1_000_000), st.integers(0, 255)), max_size=12),
    length=st.sampled_from((1.0, 1.0, 0.97, 0.6, 0.1)),
)
def test_that_a_damaged_file_is_taken_or_refused_and_never_half(
    name: str, which: int, cuts: list[tuple[int, int]], length: float
) -> None:
    folder = Path(tempfile.mkdtemp(prefix="sunra-test-"))
    try:
        files = parts(name)
        chosen = sorted(files)[which % len(files)]
        for each, content in files.items():
            kept = damaged(content, cuts, length) if each == chosen else content
            (folder / each).write_bytes(kept)
        main = next(
            (f for f in files if f.endswith((".shp", ".gpkg", ".mbtiles"))), next(iter(files))
        )
        room = MapRoom(folder / "data")
        try:
            outcome, changed, _ = room.take(folder / main, KINDS[name])
        except EnvironmentFault:
            changed = False
        listed = room.changes.listing().imports
        assert bool(listed) == changed == bool(room.journal)
        for made in listed.values():
            for card in made.layers:
                columns = read_layer(room.data / "map" / made.files[card.key])
                assert len(columns.names) == card.features == outcome.taken or len(made.layers) > 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
