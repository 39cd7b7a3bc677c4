"""A square district of 2 km with a few cameras and places: a map of it is made in milliseconds."""

from console.domain.places.geo import LocalPlane, Place
from console.domain.site import Camera, CameraPreset, Facility, MapLayer, Site

CENTRE = Place(37.55, 127.04)
PLANE = LocalPlane(CENTRE)


def at(east: float, north: float, accuracy_m: float | None = None) -> Place:
    """A place in metres from the middle."""
    place = PLANE.to_place(east, north)
    return Place(place.lat, place.lon, accuracy_m)


def _square(half: float, east: float = 0.0) -> tuple[tuple[float, float], ...]:
    corners = ((-half, -half), (half, -half), (half, half), (-half, half), (-half, -half))
    places = [at(x + east, y) for x, y in corners]
    return tuple((place.lon, place.lat) for place in places)


def square_site() -> Site:
    """Cameras in a row 100 m apart look north; one turns; a bell, a shelter and a locker."""
    cameras = [
        Camera(
            f"C-{n}", f"카메라 {n}", f"Camera {n}", at(100.0 * n, 0), view_deg=90.0, reach_m=60.0
        )
        for n in range(-4, 5)
    ]
    cameras.append(
        Camera(
            "T-1", "회전 1", "Turning 1", at(0, -300), heading_deg=180, reach_m=80, turnable=True,
            presets=(CameraPreset("gate", 0.0, 60.0, 80.0),),
        )
    )  # fmt: skip
    facilities = (
        Facility("B-1", "bell", "비상벨 1", "Bell 1", at(-300, 200)),
        Facility("S-1", "shelter", "지킴이집 1", "Shelter 1", at(300, 200)),
        Facility("L-1", "locker", "택배함 1", "Locker 1", at(300, -200)),
    )
    dong = MapLayer("dong", True, ((_square(1000),),), (("가운데동", "Middle-dong"),))
    return Site(
        "small", "작은구", "Small-gu", CENTRE, "시험용", "for tests",
        {camera.id: camera for camera in cameras}, facilities, (dong,),
    )  # fmt: skip
