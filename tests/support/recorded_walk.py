"""The recorded 1.2 km walk past twelve modelled cameras (O1): made once by a seed, then fixed."""

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin
from random import Random

from console.domain.places.geo import Place
from console.domain.places.nearest import CameraIndex, in_cone
from console.domain.site import Camera
from tests.support.noisy_walks import PLANE, Sample, along, places, streets, walk

LENGTH_M = 1_200.0


@dataclass(frozen=True, slots=True)
class Recorded:
    """The way, the cameras beside it, and a fix a second."""

    way: tuple[Place, ...]
    cameras: tuple[Camera, ...]
    samples: tuple[Sample, ...]

    @property
    def index(self) -> CameraIndex:
        return CameraIndex(self.cameras, PLANE)


def recorded_walk(seed: int = 12, sigma_m: float = 3.0, cameras: int = 12) -> Recorded:
    """A walk with the error of a good receiver; cameras stand 4 to 12 m beside the street."""
    random = Random(seed)
    points = streets(random, LENGTH_M)
    stand = [
        (number + 0.5) * LENGTH_M / cameras + random.uniform(-30, 30) for number in range(cameras)
    ]
    made = tuple(_camera(random, points, number, metres) for number, metres in enumerate(stand, 1))
    samples = tuple(walk(points, random, mps=1.25, sigma_m=sigma_m, wild=0.0))
    return Recorded(tuple(places(points)), made, samples)


def _camera(
    random: Random, points: list[tuple[float, float]], number: int, metres: float
) -> Camera:
    """On a pole at the street, looking along it, one way or the other."""
    here, on = along(points, metres), along(points, min(LENGTH_M, metres + 5))
    heading = degrees(atan2(on[0] - here[0], on[1] - here[1]))
    side, off = random.choice((-90, 90)), random.uniform(4, 12)
    pole = (
        here[0] + off * sin(radians(heading + side)),
        here[1] + off * cos(radians(heading + side)),
    )
    looks = (heading + random.choice((0, 180)) - side / 90 * random.uniform(5, 20)) % 360
    view, reach = random.choice((60.0, 75.0, 90.0)), random.choice((40.0, 55.0, 70.0))
    name = f"CAM-{number:02d}"
    return Camera(name, name, name, PLANE.to_place(*pole), looks, view, reach)


def cone_holds(camera: Camera, place: Place) -> bool:
    """By brute force, without the index."""
    east, north = PLANE.to_metres(camera.place.lat, camera.place.lon)
    x, y = PLANE.to_metres(place.lat, place.lon)
    metres = hypot(x - east, y - north)
    towards = degrees(atan2(x - east, y - north)) % 360
    seen = metres < 1.0 or in_cone(camera.heading_deg, camera.view_deg, towards)
    return metres <= camera.reach_m and seen
