"""Good rows into the list of cameras, their logins into the keystore. The caller's thread.

Logins are kept first: a stop in between leaves a login that nobody uses, never a camera without
one. Equal logins are kept once, as a district has thousands of cameras and a handful of logins.
"""

import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from backends.cameras.book import Record, read_book, write_book
from backends.cameras.findings import Finding
from backends.cameras.rows import Draft
from console.domain.errors import EnvironmentFault
from console.ports.keys import Login, Logins


@dataclass(frozen=True, slots=True)
class Outcome:
    """Ids by what became of them, and all that was found."""

    added: Sequence[str] = ()
    updated: Sequence[str] = ()
    unchanged: Sequence[str] = ()
    findings: Sequence[Finding] = ()

    @property
    def bad_rows(self) -> int:
        """Rows that were not taken."""
        return len({each.row for each in self.findings if not each.kept})


@dataclass(slots=True)
class CameraList:
    """The list at `path`, with the keystore its logins lie in."""

    path: Path
    logins: Logins
    _names: dict[Login, str] = field(default_factory=dict, repr=False)

    def take(self, drafts: Sequence[Draft], findings: Sequence[Finding], *, dry: bool) -> Outcome:
        """Merge the drafts into the list; with `dry` only say what would be done."""
        before = read_book(self.path)
        self._names = self._known_logins(before)
        after = dict(before)
        for draft in drafts:
            after[draft.id] = self._merged(before.get(draft.id, {"id": draft.id}), draft, dry=dry)
        if not dry and after != before:
            write_book(self.path, after)
            self._forget_unused(before.values(), after.values())
        ids = [draft.id for draft in drafts]
        return Outcome(
            added=[each for each in ids if each not in before],
            updated=[each for each in ids if each in before and after[each] != before[each]],
            unchanged=[each for each in ids if before.get(each) == after[each]],
            findings=findings,
        )

    def set_login(self, camera: str, login: Login) -> None:
        """Give a camera another login; one of the district that was not imported is noted down."""
        before = read_book(self.path)
        if camera not in before:
            before[camera] = {"id": camera}
        self._names = {}
        after = before | {camera: before[camera] | {"login": self._kept(login)}}
        write_book(self.path, after)
        self._forget_unused(before.values(), after.values())

    def remove(self, camera: str) -> None:
        """Take a camera off the list. Raises EnvironmentFault for one that is not listed."""
        before = read_book(self.path)
        if camera not in before:
            raise EnvironmentFault(
                f"There is no imported camera {camera!r}",
                where=str(self.path),
                remedy="see what `sunra cameras list` shows",
            )
        after = {key: row for key, row in before.items() if key != camera}
        write_book(self.path, after)
        self._forget_unused(before.values(), after.values())

    def _merged(self, record: Record, draft: Draft, *, dry: bool) -> Record:
        values = record | draft.values
        if draft.login is not None:
            known = self._names.get(draft.login)
            values["login"] = known or ("(new)" if dry else self._kept(draft.login))
        return {key: value for key, value in values.items() if value is not None}

    def _kept(self, login: Login) -> str:
        name = f"cameras-{secrets.token_hex(4)}"
        self.logins.keep(name, login)
        self._names[login] = name
        return name

    def _known_logins(self, book: dict[str, Record]) -> dict[Login, str]:
        """Logins in use, each with its name; one that can not be read is kept anew when needed."""
        known: dict[Login, str] = {}
        for name in sorted(_login_names(book.values())):
            with suppress(EnvironmentFault):
                login = self.logins.login(name)
                if login is not None:
                    known[login] = name
        return known

    def _forget_unused(self, before: Iterable[Record], after: Iterable[Record]) -> None:
        for name in _login_names(before) - _login_names(after):
            self.logins.forget(name)


def _login_names(records: Iterable[Record]) -> set[str]:
    return {str(record["login"]) for record in records if record.get("login")}
