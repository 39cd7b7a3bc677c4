"""The shipped catalogue of alert types, read from the resources. Called once, at start."""

from pathlib import Path

from console.domain.alert_type_text import CatalogueFault, parse_catalogue
from console.domain.alert_types import Catalogue
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
