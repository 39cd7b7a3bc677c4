"""A list as acts at the running engine: what `--shelters` and `--organisations` share. Main thread.

It is a seat of its own at the running engine: each row is an act like an operator's, in the journal
under the name of whoever imports, and refused with a sentence where it does not fit.
"""

import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from backends.cameras.columns import Columns
from backends.cameras.findings import Finding, Row
from backends.cameras.table import read_table
from backends.commands.parts import folder_of, keys_in, refuse, registry_of, say
from backends.database.seat_journal import SqlSeatJournal
from backends.system.clock import SystemClock
from backends.system.engine_process import running_engine
from backends.system.installation import Installation
from backends.system.stopping import stop_on_signals
from backends.zeromq.seat_link import ZmqSeatLink
from console.domain.errors import MOST_OF_A_PLACE, EnvironmentFault, shortened
from console.ports.seat_link import ActionNews, QueueNews
from console.services.field.list_faults import RowFault
from console.wire.field_codec import FieldMalformed, field_text, field_value

SEAT = "seat-import"
HEARD_WITHIN_S = 20.0
ANSWERED_WITHIN_S = 30.0
_LOOK_S = 0.05
_Known = TypeVar("_Known")
_Form = TypeVar("_Form")


@dataclass(frozen=True, slots=True)
class ListKind(Generic[_Known, _Form]):
    """One kind of list. `kind` is that of its records; a column `id` names them.

    `form_of` makes the form of a row from its cells and what is known of the record; `subject_of`
    says whom the act is about; `things` and `missing` are words: what is counted, what is unnamed.
    """

    kind: str
    value: type[_Known]
    columns: Columns
    form_of: Callable[[Mapping[str, str], _Known | None], _Form | RowFault]
    subject_of: Callable[[str, _Known | None], str]
    things: str
    missing: RowFault


def enter_list(arguments: Namespace, path: Path, wanted: ListKind[_Known, _Form]) -> int:
    """The good rows of a list; 1 when some were bad, all named. Raises EnvironmentFault."""
    folder = folder_of(arguments)
    if not arguments.by.strip():
        raise EnvironmentFault("Nobody imports", where="--by", remedy="say who: --by NAME")
    table = read_table(path, wanted.columns)
    with (
        stop_on_signals() as stop,
        folder.lock("shelters", holder=f"An import of {wanted.things}"),
        _seat(folder, arguments.by) as link,
    ):
        desk = _Desk(link, stop, wanted)
        desk.await_snapshot()
        forms, faults = _forms(table.rows, desk.known, wanted)
        if not arguments.dry_run:
            faults += desk.enter(forms)
    findings = sorted([*table.findings, *faults], key=_row_of)
    _tell(findings, len(forms), wanted.things, dry=arguments.dry_run)
    return 1 if any(not each.kept for each in findings) else 0


def _forms(
    rows: Sequence[Row], known: Mapping[str, _Known], wanted: ListKind[_Known, _Form]
) -> tuple[dict[str, tuple[int, _Form]], list[Finding]]:
    """The forms by record, and what is wrong with the other rows."""
    forms: dict[str, tuple[int, _Form]] = {}
    faults: list[Finding] = []
    for row in rows:
        name = row.cells.get("id", "")
        made = wanted.form_of(row.cells, known.get(name))
        if not name:
            made = wanted.missing
        elif name in forms:
            made = RowFault("id", f"row {forms[name][0]} is of the same id", "keep one of them")
        if isinstance(made, RowFault):
            faults.append(Finding(row.number, made.field, made.problem, made.remedy))
        else:
            forms[name] = (row.number, made)
    return forms, faults


@dataclass(slots=True)
class _Desk(Generic[_Known, _Form]):
    """What this seat was told, and what it asked for."""

    link: ZmqSeatLink
    stop: threading.Event
    wanted: ListKind[_Known, _Form]
    known: dict[str, _Known] = field(default_factory=dict)
    answers: dict[str, ActionNews] = field(default_factory=dict)
    is_current: bool = False

    def await_snapshot(self) -> None:
        """Hear what the engine knows. Raises EnvironmentFault when it is not heard."""
        if not self._within(HEARD_WITHIN_S, lambda: self.is_current):
            raise EnvironmentFault(
                "The engine is not heard", where=f"seat {SEAT}",
                remedy="see that `sunra engine` runs on this data folder",
            )  # fmt: skip

    def enter(self, forms: Mapping[str, tuple[int, _Form]]) -> list[Finding]:
        """Ask for each record, and what the engine refused or did not answer."""
        asked = {self._ask(name, form): row for name, (row, form) in forms.items()}
        self._within(ANSWERED_WITHIN_S, lambda: len(self.answers) >= len(asked))
        found = []
        for action, row in asked.items():
            answer = self.answers.get(action)
            if answer is None:
                problem, remedy = "the engine has not answered yet", "import the list again"
                found.append(Finding(row, "", problem, remedy))
            elif answer.state == "refused":
                found.append(Finding(row, "", answer.reason.rstrip("."), "correct the row"))
        return found

    def _ask(self, name: str, form: _Form) -> str:
        subject = self.wanted.subject_of(name, self.known.get(name))
        return self.link.submit(
            "field", 0, subject=subject, choice="enter", content=field_text(form)
        )

    def _within(self, seconds: float, holds: Callable[[], bool]) -> bool:
        waiting = threading.Event()
        for _ in range(round(seconds / _LOOK_S)):
            self._listen()
            if holds() or self.stop.is_set():
                break
            waiting.wait(_LOOK_S)
        return holds()

    def _listen(self) -> None:
        for news in self.link.drain():
            if isinstance(news, QueueNews):
                self.is_current = news.current
                for record in news.fields:
                    if record.kind != self.wanted.kind:
                        continue
                    value = field_value(record.content, self.wanted.value)
                    if not isinstance(value, FieldMalformed):
                        self.known[record.id] = value
            elif isinstance(news, ActionNews) and news.state in {"accepted", "refused"}:
                self.answers[news.action] = news


def _row_of(found: Finding) -> int:
    return found.row


def _tell(findings: Sequence[Finding], taken: int, things: str, *, dry: bool) -> None:
    for found in findings:
        each = replace(found, problem=shortened(found.problem, MOST_OF_A_PLACE))
        say({"row": each.row, "field": each.field, "problem": each.problem,
             "remedy": each.remedy, "taken": each.kept})  # fmt: skip
        print(f"sunra: {each.sentence}", file=sys.stderr)
    bad = sum(not each.kept for each in findings)
    say({things: taken, "bad_rows": bad, "dry_run": dry})
    words = " (nothing was written)" if dry else ""
    print(f"sunra: {taken} {things}, {bad} bad rows{words}", file=sys.stderr)


@contextmanager
def _seat(folder: Installation, by: str) -> Iterator[ZmqSeatLink]:
    """The seat that imports, with a key and a journal of its own like any other."""
    card = running_engine(folder)
    if card is None:
        raise EnvironmentFault(
            "No engine runs on this data folder", where=str(folder.path),
            remedy="start `sunra engine` or a console, then import again",
        )  # fmt: skip
    keys = keys_in(folder.keys)
    pair = keys.curve(f"seat-{SEAT}")
    with registry_of(folder, keys) as registry:
        refuse(registry.register_seat(SEAT, pair.public), SEAT)

    def journal() -> SqlSeatJournal:
        return SqlSeatJournal(folder.seat_journal(SEAT), keys.secret("seat-journal"))

    link = ZmqSeatLink(card.seats, card.server_key, pair, SEAT, by, journal, SystemClock())
    try:
        yield link
    finally:
        link.close()
