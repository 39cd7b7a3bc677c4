"""The shipped rules of a room (alert types, contacts), read from the resources; called at start.

`LiveCatalogue` is the console's: what it hands out is the same object for ever and says what the
newest version says, so that every row and panel follows an edit without being told. GUI thread.
"""

from pathlib import Path

from console.domain.alerts.alert_type_text import CatalogueFault, parse_catalogue
from console.domain.alerts.alert_types import Catalogue
from console.domain.alerts.rulebook import Rules, Shipped, rules_of
from console.domain.errors import EnvironmentFault
from resources.locator import resource


def read_catalogue(path: Path | None = None) -> Catalogue:
    """The catalogue at `path`, by default the shipped one. Raises EnvironmentFault."""
    place = path or resource("alert_types.json")
    try:
        return parse_catalogue(place.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, CatalogueFault) as fault:
        raise EnvironmentFault(
            f"The catalogue of alert types cannot be used: {fault}",
            where=str(place),
            remedy="repair the file or install the program again",
        ) from fault


def read_shipped() -> Shipped:
    """The texts a site's changes are laid over. Raises EnvironmentFault."""
    places = [resource("alert_types.json"), resource("agencies.json")]
    try:
        shipped = Shipped(*(place.read_text(encoding="utf-8") for place in places))
        rules_of(shipped)
    except (OSError, UnicodeDecodeError, CatalogueFault) as fault:
        raise EnvironmentFault(
            f"The shipped rules cannot be used: {fault}",
            where=str(places[0].parent),
            remedy="install the program again",
        ) from fault
    return shipped


class LiveCatalogue:
    """The catalogue a console shows by, kept the same object while its content changes."""

    def __init__(self, shipped: Shipped) -> None:
        self.shipped = shipped
        self.rules = rules_of(shipped)
        self.content = "{}"
        self._types = dict(self.rules.catalogue.types)
        self._profiles = dict(self.rules.catalogue.profiles)
        self.catalogue = Catalogue(self._types, self._profiles)

    def adopt(self, content: str) -> Rules:
        """Follow a version of the engine's. Raises `CatalogueFault`; nothing changes then."""
        rules = rules_of(self.shipped, content)
        for mine, theirs in (
            (self._types, rules.catalogue.types),
            (self._profiles, rules.catalogue.profiles),
        ):
            mine.clear()
            mine.update(theirs)  # type: ignore[arg-type]  # both pairs are of one kind each
        self.rules, self.content = rules, content
        return rules
