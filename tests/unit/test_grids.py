"""Korean grids to degrees and back, held against PROJ 9.1 (R-IF-08)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backends.map_data.crs import UnknownPlane, plane_of
from backends.map_data.formats.pmtiles import tile_number
from backends.map_data.projecting import to_lon_lat
from console.domain.places.geo import tile_at, tile_corners
from console.domain.places.grids import GRIDS

# gdaltransform of GDAL 3.6.2: lat, lon, grid, x, y
PROJ = [
    (37.5446, 127.0557, "EPSG:5179", 960751.557731106, 1949567.11626973),
    (37.5446, 127.0557, "EPSG:5181", 204922.366488883, 449455.622081968),
    (37.5446, 127.0557, "EPSG:5186", 204922.366488883, 549455.622081968),
    (37.5446, 127.0557, "EPSG:3857", 14143775.8263829, 4515291.31899175),
    (33.4, 126.5, "EPSG:5179", 907006.090367148, 1490264.14416413),
    (33.4, 126.5, "EPSG:5182", 153485.142441985, 39724.9601192248),
    (38.3, 128.5, "EPSG:5187", 156263.146581586, 633418.074388909),
    (38.3, 128.5, "EPSG:32652", 456280.641323231, 4239219.72710638),
]
# cs2cs of PROJ 9.1.1 with EPSG:5191, which differs from us by the heights that we leave out
OLD = [
    (37.5446, 127.0557, "EPSG:5174", 204852.761969482, 449150.311532073),
    (37.5446, 127.0557, "EPSG:2097", 205108.162981384, 449150.464621971),
    (37.5446, 127.0557, "EPSG:5178", 960940.917757374, 1949261.077800099),
    (37.5446, 127.0557, "EPSG:4162", 127.057807176, 37.541800427),
    (33.4, 126.5, "EPSG:5175", 153408.570758847, 39417.44759888),
    (38.3, 128.5, "EPSG:5176", 156210.433438355, 533112.665448732),
    (38.3, 128.5, "EPSG:2096", 156463.237391307, 533111.300373579),
    (33.4, 126.5, "EPSG:2098", 339727.323852733, -9686.39058458),
    (33.4, 126.5, "EPSG:5173", 339458.428814854, -9690.267841101),
    (38.3, 128.5, "EPSG:5177", -18738.158889897, 535953.402923542),
]
ESRI = (
    'PROJCS["Korea_2000_Korea_Central_Belt_2010",GEOGCS["GCS_Korea_2000",DATUM["D_Korea_2000",'
    'SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",200000.0],PARAMETER["False_Northing",600000.0],'
    'PARAMETER["Central_Meridian",127.0],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",38.0],UNIT["Meter",1.0]]'
)


@pytest.mark.parametrize(("lat", "lon", "grid", "x", "y"), PROJ)
def test_that_grids_agree_with_proj_to_a_micrometre(
    lat: float, lon: float, grid: str, x: float, y: float
) -> None:
    assert GRIDS[grid].from_degrees(lat, lon) == pytest.approx((x, y), abs=1e-6)
    assert GRIDS[grid].to_degrees(x, y) == pytest.approx((lat, lon), abs=1e-10)


@pytest.mark.parametrize(("lat", "lon", "grid", "x", "y"), OLD)
def test_that_grids_of_the_old_datum_agree_with_proj_to_a_centimetre(
    lat: float, lon: float, grid: str, x: float, y: float
) -> None:
    assert GRIDS[grid].from_degrees(lat, lon) == pytest.approx((x, y), abs=0.01)
    assert GRIDS[grid].to_degrees(x, y) == pytest.approx((lat, lon), abs=1e-7)
    assert to_lon_lat(np.array([[x, y]]), GRIDS[grid])[0] == pytest.approx([lon, lat], abs=1e-7)


@given(
    lat=st.floats(33, 39), lon=st.floats(124, 132), grid=st.sampled_from(sorted(GRIDS)),
)  # fmt: skip
def test_that_many_points_at_once_come_out_as_one_by_one(lat: float, lon: float, grid: str) -> None:
    plane = GRIDS[grid]
    x, y = plane.from_degrees(lat, lon)
    assert plane.to_degrees(x, y) == pytest.approx((lat, lon), abs=1e-7)
    many = to_lon_lat(np.array([[x, y]]), plane)
    assert many[0].tolist() == pytest.approx([lon, lat], abs=1e-7)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EPSG:5186", "EPSG:5186"), ("5181", "EPSG:5181"), (ESRI, "EPSG:5186"),
        ("urn:ogc:def:crs:EPSG::5179", "EPSG:5179"), ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
        ('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]', "EPSG:4326"),
    ],
)  # fmt: skip
def test_that_a_grid_is_known_by_code_and_by_its_numbers(text: str, code: str) -> None:
    plane = plane_of(text)
    assert plane is not None
    assert plane.code == code


def test_that_the_old_datum_is_known_by_the_numbers_of_its_ellipsoid() -> None:
    bessel = ESRI.replace("GRS_1980", "Bessel_1841").replace("600000", "500000")
    moved = bessel.replace('Meridian",127.0', 'Meridian",127.0028902777778')
    own = bessel.replace("500000", "512345")
    found = [plane_of(text) for text in (bessel, moved, own)]
    assert [each and (each.code, each.old) for each in found] == [
        ("EPSG:2097", True), ("EPSG:5174", True), ("WKT", True)
    ]  # fmt: skip


def test_that_silence_is_no_grid_and_nonsense_is_refused() -> None:
    assert plane_of("  ") is None
    for text in ("EPSG:99999", "nonsense", 'PROJCS["Lambert",PROJECTION["Lambert_Conic"]]'):
        with pytest.raises(UnknownPlane):
            plane_of(text)


@given(zoom=st.integers(0, 20), lat=st.floats(33, 39), lon=st.floats(124, 132))
def test_that_a_tile_holds_the_places_it_is_asked_for(zoom: int, lat: float, lon: float) -> None:
    west, south, east, north = tile_corners(zoom, *tile_at(zoom, lat, lon))
    assert west - 1e-9 <= lon <= east + 1e-9
    assert south - 1e-9 <= lat <= north + 1e-9


def test_that_tiles_are_numbered_along_the_curve_as_the_standard_does() -> None:
    """The numbers of the PMTiles 3 specification's own example of zooms 0 to 2."""
    assert [tile_number(1, x, y) for x, y in ((0, 0), (0, 1), (1, 1), (1, 0))] == [1, 2, 3, 4]
    assert tile_number(0, 0, 0) == 0
    assert tile_number(12, 3423, 1763) == 19_078_479
    every = {tile_number(3, x, y) for x in range(8) for y in range(8)}
    assert every == set(range(21, 85))
