"""`sunra field --organisations`: the roster of joint patrols from a list. Main thread."""

from argparse import Namespace

from backends.cameras.columns import Columns
from backends.commands.field_list import ListKind, enter_list
from console.domain.field.roster import Organisation
from console.services.field.list_faults import RowFault
from console.services.field.organisation_list import COLUMNS, form_of
from console.services.field.patrol_forms import ORGANISATION

_NO_CODE = RowFault("id", "the row has no code", "write a short code of the organisation")


def organisations(arguments: Namespace) -> int:
    """The good rows of a list; 1 when some were bad, all named. Raises EnvironmentFault."""
    wanted = ListKind(
        ORGANISATION, Organisation, Columns(COLUMNS), form_of, _subject, "organisations",
        _NO_CODE,
    )  # fmt: skip
    return enter_list(arguments, arguments.organisations, wanted)


def _subject(name: str, known: Organisation | None) -> str:
    """A new one is named by its form."""
    return f"{ORGANISATION}:{name if known is not None else ''}"
