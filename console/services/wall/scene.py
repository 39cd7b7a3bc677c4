"""Which cameras show an alert: the best one and those beside it. Pure and deterministic."""

from dataclasses import replace
from math import atan2, cos, degrees, radians

from console.domain.alerts.alert import Alert
from console.domain.places.geo import Place, distance_m
from console.domain.places.nearest import has_cone
from console.domain.site import Camera, Site
from console.services.wall.wall import Near, Scene

NEIGHBOURS = 3
NEAR_M = 300.0
_METRES_A_DEGREE = 111_195.0


def scene_of(alert: Alert, site: Site, words: str) -> Scene:
    """The best camera of an alert on the spot and up to three beside it.

    The best is the first camera that the alert names and that has a stream, then its source, then
    the best ranked near its place, then any named one (its tile says what is missing).
    """
    named = list(dict.fromkeys((*alert.cameras, alert.source)))
    known = [site.cameras[camera] for camera in named if camera in site.cameras]
    streamed = [camera for camera in known if camera.streams is not None]
    ranked = near_cameras(site, alert.place) if alert.place is not None else ()
    if streamed:
        best = streamed[0].id
    elif ranked:
        best = ranked[0].camera
    else:
        best = known[0].id if known else ""
    return Scene(
        camera=best or None,
        words=words if best else "",  # no camera is named after an alert it has nothing of
        near=_beside(alert, site, best),
        place=alert.place,
        boxed=alert.cameras[0] if alert.boxes and alert.cameras else "",
        boxes=alert.boxes,
        occurred=alert.occurred,
    )


def _beside(alert: Alert, site: Site, best: str) -> tuple[Near, ...]:
    """The alert's other cameras first, then the nearest to its place (or to its best camera)."""
    known = alert.place is not None
    place = alert.place or (site.cameras[best].place if best in site.cameras else None)
    if place is None:
        return ()
    own = [
        near_of(site.cameras[camera], place)
        for camera in dict.fromkeys(alert.cameras)
        if camera in site.cameras and site.cameras[camera].streams is not None
    ]
    found = {near.camera: near for near in (*own, *near_cameras(site, place, NEIGHBOURS + 4))}
    found.pop(best, None)
    nearest = tuple(found.values())[:NEIGHBOURS]
    return nearest if known else tuple(replace(near, metres=None) for near in nearest)


def near_cameras(site: Site, place: Place, most: int = NEIGHBOURS) -> tuple[Near, ...]:
    """The cameras with a stream within 300 m: those that look at the place first, then by distance.

    Equal ones stand in the order of their ids.
    """
    reach_lat = NEAR_M / _METRES_A_DEGREE
    reach_lon = reach_lat / max(0.01, cos(radians(place.lat)))
    found = [
        near_of(camera, place)
        for camera in site.cameras.values()
        if camera.streams is not None
        and abs(camera.place.lat - place.lat) <= reach_lat
        and abs(camera.place.lon - place.lon) <= reach_lon
    ]
    ranked = sorted(
        (not near.sees, near.metres, near.camera)
        for near in found
        if near.metres is not None and near.metres <= NEAR_M
    )
    return tuple(Near(camera, metres, not blind) for blind, metres, camera in ranked[:most])


def near_of(camera: Camera, place: Place) -> Near:
    """How far a camera stands from a place, and whether the place lies in its cone and reach."""
    metres = distance_m(camera.place, place)
    return Near(camera.id, metres, metres <= camera.reach_m and _looks_at(camera, place, metres))


def _looks_at(camera: Camera, place: Place, metres: float) -> bool:
    if metres < 1.0:
        return True
    if not has_cone(camera):
        return False
    north = place.lat - camera.place.lat
    east = (place.lon - camera.place.lon) * cos(radians(camera.place.lat))
    off = (degrees(atan2(east, north)) - camera.heading_deg + 180.0) % 360.0 - 180.0
    return abs(off) <= camera.view_deg / 2
