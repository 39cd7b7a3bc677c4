"""Where an alert is, in words, and which cameras look at it.

Knows the site and the alert; pure. Never opens a picture.
"""

from console.domain.alerts.alert import ENGINE, Alert
from console.domain.field.record import field_key
from console.domain.places.geo import Place, distance_m
from console.domain.site import Camera, Site

NEAR_M = 250.0
_ESCORT = {"ko": "안심귀가", "en": "Escort"}
"""As the board calls them; records of other kinds are named by their team or code."""


_OWN = {
    "disk": {"ko": "서버 디스크", "en": "the engine's disk"},
    "engine": {"ko": "서버", "en": "the engine"},
    "site": {"ko": "카메라 목록", "en": "list of cameras"},
}
"""What the engine reports of itself."""


def _nearest(site: Site, place: Place, most: int) -> list[Camera]:
    ranked = sorted((distance_m(place, c.place), c.id) for c in site.cameras.values())
    return [site.cameras[i] for metres, i in ranked[:most] if metres <= NEAR_M]


def cameras_of(alert: Alert, site: Site, most: int = 4) -> list[Camera]:
    """The alert's cameras: those it names first, then the nearest within 250 m, at most `most`."""
    named = list(dict.fromkeys((*alert.cameras, alert.source)))
    chosen = [site.cameras[i] for i in named if i in site.cameras]
    if alert.place is not None and len(chosen) < most:
        chosen += [c for c in _nearest(site, alert.place, most * 2) if c not in chosen]
    return chosen[:most]


class PlaceWords:
    """Names places of one site; the dictionary is built once for each list of facilities."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.follow_list()

    def follow_list(self) -> None:
        """The site's list of facilities changed."""
        self._facilities = {facility.id: facility for facility in self._site.facilities}

    def of(self, alert: Alert, language: str) -> str:
        """The name of the facility or camera the alert comes from, else its subject or source."""
        for name in (alert.source, alert.subject or ""):
            if name in self._facilities:
                return self._facilities[name].name(language)
        for name in (alert.source, *alert.cameras):
            if name in self._site.cameras:
                return self._site.cameras[name].name(language)
        whom = alert.unit or alert.subject
        if not whom:
            return alert.source
        if alert.source == ENGINE and whom in _OWN:
            return _OWN[whom][language]
        whom = _record(whom, language)
        # What the engine found out is about its subject; that it was the engine says nothing.
        return whom if alert.source == ENGINE else f"{whom} · {alert.source}"


def _record(subject: str, language: str) -> str:
    """An escort as its board names it; any other subject as it is."""
    kind, number = field_key(subject) or ("", "")
    return f"{_ESCORT[language]} #{number}" if kind == "escort" else subject
