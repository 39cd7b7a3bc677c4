"""What seals show that a chain alone cannot: its end, its beginning anew, and who made it."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from backends.audit.keeper import UNSEALED, SealKeeper
from backends.audit.seal_check import SealCheck
from backends.audit.seal_files import KEPT, NEWEST, SealFiles, read_kept
from backends.audit.sealer import BROKEN, Sealer
from backends.audit.signing import SealingKey, is_signed
from backends.audit.verify import Verdict, verify
from console.domain.errors import EnvironmentFault
from console.domain.journal_chain import Head, JournalLine, continued_fields, line_hash
from console.domain.seal import Seal, read_seal, seal_hash, seal_text
from tests.backends.store_values import NOW, SteppedClock
from tests.support.processes import wait_until

KEY, OTHER = SealingKey(bytes(range(32))), SealingKey(bytes(32))
SALT = bytes(16)
Lines = list[JournalLine]


@dataclass
class Journal:
    """A journal in memory, chained as the real one."""

    lines: Lines = field(default_factory=list)
    away: bool = False

    def head(self) -> Head:
        if self.away:
            raise EnvironmentFault("The disk refused to read", where="sunra.db", remedy="look")
        return Head(self.lines[-1].id, self.lines[-1].hash) if self.lines else Head()

    def hash_of(self, line: int) -> str | None:
        return self.lines[line - 1].hash if line <= len(self.lines) else None

    def note(self, kind: str, subject: str, by: str, words: str, at: datetime) -> None:
        micros = round(at.timestamp() * 1_000_000)
        (row,) = continued_fields(self.head(), [(kind, subject, by, words)], [SALT], micros)
        self.lines.append(JournalLine(*row, SALT, words))

    def grow(self, count: int) -> None:
        for number in range(count):
            self.note("noted", f"alert:{number}", "kim", "{}", NOW)


@dataclass
class Sealed:
    """A journal that was sealed for three hours, in `folder`, with a copy in `folder`/copy."""

    folder: Path
    journal: Journal = field(default_factory=Journal)
    clock: SteppedClock = field(default_factory=SteppedClock)
    key: SealingKey = KEY

    @property
    def places(self) -> list[SealFiles]:
        return [SealFiles(self.folder), SealFiles(self.folder / "copy")]

    def sealer(self) -> Sealer:
        return Sealer(self.journal, self.places, self.key, self.clock)

    def work(self, hours: int = 3) -> "Sealed":
        sealer = self.sealer()
        sealer.begin()
        for _ in range(hours):
            self.journal.grow(20)
            self.clock.time += timedelta(hours=1)
            sealer.renew()
        self.journal.grow(5)
        sealer.renew()
        return self

    def check(self, lines: Lines | None = None, key: str | None = KEY.public) -> Verdict:
        return verify(lines or self.journal.lines, SealCheck(self.places[0].read(), (), key))


@pytest.fixture
def sealed(tmp_path: Path) -> Sealed:
    return Sealed(tmp_path).work()


def seals_of(folder: Path) -> list[Seal]:
    return list(read_kept(folder / KEPT).seals)


def written_anew(lines: Lines, first: int) -> Lines:
    """From line `first` on by another hand, every hash right."""
    made, previous = lines[: first - 1], lines[first - 2].hash
    for line in lines[first - 1 :]:
        bare = replace(line, by="mallory", previous=previous)
        made.append(replace(bare, hash=line_hash(bare)))
        previous = made[-1].hash
    return made


def test_that_a_sealed_journal_verifies_and_says_how_far(sealed: Sealed) -> None:
    """R-LOG-02."""
    verdict = sealed.check()
    assert (verdict.ok, verdict.seals, verdict.sealed_to) == (True, 4, 66)
    assert [each.line for each in seals_of(sealed.folder)] == [1, 21, 41, 61]
    assert all(is_signed(each) for each in seals_of(sealed.folder))
    assert seals_of(sealed.folder) == seals_of(sealed.folder / "copy")


@pytest.mark.parametrize("kept", [65, 61, 60, 30, 1])
def test_that_an_end_that_was_cut_off_is_told(sealed: Sealed, kept: int) -> None:
    verdict = sealed.check(sealed.journal.lines[:kept])
    assert (verdict.ok, verdict.first_bad) == (False, kept + 1)
    assert "had 66 lines" in verdict.problem
    assert verdict.where
    assert verdict.remedy


def test_that_whatever_is_written_anew_with_right_hashes_is_told(sealed: Sealed) -> None:
    for first in random.Random(5).sample(range(2, 66), 30):
        verdict = sealed.check(written_anew(sealed.journal.lines, first))
        assert not verdict.ok
        assert verdict.first_bad is not None
        assert verdict.first_bad <= first
        assert verdict.first_bad_seal is not None
        assert "written anew" in verdict.problem


def _cut_seal(folder: Path) -> None:
    rows = (folder / KEPT).read_text().splitlines()
    (folder / KEPT).write_text("\n".join(rows[:-1]) + "\n")


def _without_one(folder: Path) -> None:
    rows = (folder / KEPT).read_text().splitlines()
    (folder / KEPT).write_text("\n".join([rows[0], *rows[2:]]) + "\n")


def _swapped(folder: Path) -> None:
    rows = (folder / KEPT).read_text().splitlines()
    (folder / KEPT).write_text("\n".join([rows[1], rows[0], *rows[2:]]) + "\n")


def _edited(folder: Path) -> None:
    text = (folder / KEPT).read_text().replace('"line":41', '"line":40')
    (folder / KEPT).write_text(text)


def _edited_newest(folder: Path) -> None:
    text = (folder / NEWEST).read_text().replace('"line":66', '"line":65')
    (folder / NEWEST).write_text(text)


def _spoilt(folder: Path) -> None:
    (folder / KEPT).write_bytes(b"\xff\x00 no seal\n" + (folder / KEPT).read_bytes())


def _gone(folder: Path) -> None:
    (folder / KEPT).unlink()
    (folder / NEWEST).unlink()


def _newest_gone(folder: Path) -> None:
    (folder / NEWEST).unlink()


def _newest_spoilt(folder: Path) -> None:
    (folder / NEWEST).write_bytes(b"{")


def _all_by_another_key(folder: Path) -> None:
    before, rows = None, []
    for seal in seals_of(folder):
        before = OTHER.signed(replace(seal, previous=seal_hash(before)))
        rows.append(seal_text(before))
    newest = read_seal((folder / NEWEST).read_text())
    assert newest is not None
    newest = OTHER.signed(replace(newest, previous=seal_hash(before)))
    (folder / KEPT).write_text("\n".join(rows) + "\n")
    (folder / NEWEST).write_text(seal_text(newest))


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (_cut_seal, "1 of 4 seals are missing"),
        (_without_one, "seal 2 is missing"),
        (_swapped, "seal 1 is missing"),
        (_edited, "seal 4 does not follow seal 3"),
        (_edited_newest, "was edited"),
        (_spoilt, "row 1 of seals.jsonl is no seal"),
        (_gone, "there is no seal"),
        (_newest_gone, "the newest seal is gone"),
        (_newest_spoilt, "holds no seal"),
        (_all_by_another_key, "made by another key"),
    ],
)
def test_that_seals_that_were_touched_are_told(
    sealed: Sealed, tamper: Callable[[Path], None], words: str
) -> None:
    tamper(sealed.folder)
    verdict = sealed.check()
    assert not verdict.ok
    assert words in verdict.problem
    assert verdict.where
    assert verdict.remedy


def test_that_a_key_that_was_replaced_with_all_seals_is_told_by_the_journal(sealed: Sealed) -> None:
    """R-LOG-06."""
    _all_by_another_key(sealed.folder)
    assert "names another key" in sealed.check(key=OTHER.public).problem
    assert "the key of the seals is gone" in sealed.check(key=None).problem


def test_that_a_whole_folder_put_back_is_told_by_a_copy_kept_elsewhere(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path).work(1)
    older, kept = [*sealed.journal.lines], (tmp_path / KEPT).read_bytes()
    newest = (tmp_path / NEWEST).read_bytes()
    sealed.work(2)
    (tmp_path / KEPT).write_bytes(kept)
    (tmp_path / NEWEST).write_bytes(newest)
    assert sealed.check(older).ok
    copy = SealFiles(tmp_path / "copy").read()
    verdict = verify(older, SealCheck(SealFiles(tmp_path).read(), [copy], KEY.public))
    assert not verdict.ok
    assert "older state" in verdict.problem


def test_that_the_engine_tells_of_an_older_database_and_verify_goes_on_telling(
    tmp_path: Path,
) -> None:
    sealed = Sealed(tmp_path).work()
    del sealed.journal.lines[30:]
    sealer = sealed.sealer()
    sealer.begin()
    assert sealer.broken == BROKEN
    sealed.journal.grow(100)
    sealer.end()
    verdict = sealed.check()
    assert not verdict.ok
    assert verdict.first_bad is not None
    assert verdict.first_bad <= 31


def test_that_a_row_cut_in_half_by_a_power_cut_is_mended_and_no_accusation(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path).work()
    whole = (tmp_path / KEPT).read_bytes()
    (tmp_path / KEPT).write_bytes(whole + b'{"at":17')
    assert sealed.check().ok
    sealer = sealed.sealer()
    sealer.begin()
    sealed.journal.grow(1)
    sealer.end()
    assert sealed.check().ok
    assert (tmp_path / KEPT).read_bytes().startswith(whole)


def test_that_a_copy_that_comes_later_is_brought_up_to_date(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path).work()
    (tmp_path / "copy" / KEPT).unlink()
    sealed.work(1)
    assert seals_of(tmp_path / "copy") == seals_of(tmp_path)


def test_that_a_copy_out_of_reach_stops_no_seal_and_is_complete_when_it_is_back(
    tmp_path: Path,
) -> None:
    sealed = Sealed(tmp_path)
    (tmp_path / "copy").write_text("a file where the folder should be")
    sealer = sealed.sealer()
    with pytest.raises(EnvironmentFault):
        sealer.begin()
    sealed.journal.grow(5)
    sealed.clock.time += timedelta(hours=1)
    with pytest.raises(EnvironmentFault):
        sealer.renew()
    assert sealed.check().ok
    (tmp_path / "copy").unlink()
    sealed.journal.grow(5)
    sealed.clock.time += timedelta(hours=1)
    sealer.renew()
    assert [each.number for each in seals_of(tmp_path / "copy")] == [1, 2, 3]
    assert seals_of(tmp_path / "copy") == seals_of(tmp_path)


def test_that_a_journal_that_cannot_be_sealed_is_told_and_sealed_afterwards(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path, journal=Journal(away=True))
    keeper = SealKeeper(sealed.sealer(), every_s=0.01)
    try:
        wait_until(lambda: bool(keeper()), "the fault told")
        assert keeper()[0].text == UNSEALED
        sealed.journal.away = False
        wait_until(lambda: not keeper(), "the fault over")
    finally:
        keeper.close()
    sealed.journal.grow(3)
    assert sealed.check(sealed.journal.lines).ok


def test_that_a_seal_is_read_back_as_it_was_and_nonsense_is_none() -> None:
    seal = KEY.signed(Seal(1, 7, "ab" * 32, 5, "0" * 64, ""))
    assert read_seal(seal_text(seal)) == seal
    row = json.loads(seal_text(seal))
    for name, value in (("number", "1"), ("line", 0), ("key", "zz"), ("at", None), ("head", 1)):
        assert read_seal(json.dumps({**row, name: value})) is None
    for text in ("", "[]", "{}", "null", '{"number": 1}', "[" * 2000):
        assert read_seal(text) is None
