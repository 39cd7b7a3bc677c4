"""`sunra field --shelters`: telephones and hours of the shelter stores from a list. Main thread."""

from argparse import Namespace
from collections.abc import Mapping

from backends.cameras.columns import Columns
from backends.commands.field_list import ListKind, enter_list
from backends.commands.parts import folder_of, site_of
from console.domain.field.shelter import Shelter
from console.services.field.list_faults import RowFault
from console.services.field.places_forms import SHELTER, ShelterForm
from console.services.field.shelter_list import COLUMNS, form_of

_NO_ID = RowFault("id", "the row names no store", "write the id of its device")


def shelters(arguments: Namespace) -> int:
    """The good rows of a list; 1 when some were bad, all named. Raises EnvironmentFault."""
    facilities = site_of(folder_of(arguments), None).facilities
    stores = {each.id: each for each in facilities if each.kind == "shelter"}

    def made(cells: Mapping[str, str], known: Shelter | None) -> ShelterForm | RowFault:
        return form_of(cells, known, stores.get(cells.get("id", "")))

    wanted = ListKind(SHELTER, Shelter, Columns(COLUMNS), made, _subject, "stores", _NO_ID)
    return enter_list(arguments, arguments.shelters, wanted)


def _subject(name: str, _known: Shelter | None) -> str:
    return f"{SHELTER}:{name}"
