"""Escorts and teams played at random on a real SQLCipher file, with restarts (R-ALM-18)."""

from datetime import timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest

from backends.audit.verify import verify
from backends.database import journal
from backends.database.store import SqlStore
from console.ports.messages import Command, Decision, Tick
from console.services.catalogue import read_catalogue
from console.services.desk.desk import Desk, Input
from console.services.field.kinds import field_book
from tests.backends.store_values import database_in, store_in
from tests.support.engine_doubles import START, device

DEVICES = (device("app-1"), device("gateway"))
ACTS = (
    "match",
    "meet",
    "walk",
    "arrive",
    "close",
    "cancel",
    "no_show",
    "offer",
    "withdraw",
    "note",
)


class Play:
    """Acts and time at random; every decision goes through the store."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random = folder, Random(seed)
        self.ms = self.number = 0
        self.store: SqlStore = store_in(folder)
        self.desk = self._desk()

    def _desk(self) -> Desk:
        desk = Desk(read_catalogue(), field_book("boot-1"))
        desk.restore(self.store.restore(), DEVICES, self.ms)
        return desk

    def hear(self, *inputs: Input) -> None:
        """Decide, make durable, go on; sometimes the disk fails first."""
        decision: Decision = self.desk.handle(inputs)
        if self.random.random() < 0.1:
            self.desk.rollback(decision)
            decision = self.desk.handle(inputs)
        at = START + timedelta(milliseconds=self.ms)
        self.desk.committed(self.store.commit(decision, at).decision)

    def act(self, subject: str, act: str, form: object, words: str = "") -> None:
        self.number += 1
        text = msgspec.json.encode(form).decode()
        now = START + timedelta(milliseconds=self.ms)
        self.hear(
            Tick(now, self.ms),
            Command(
                f"c{self.number}", "A", "kim", "field", 0, now, words,
                subject=subject, choice=act, content=text,
            ),
        )  # fmt: skip

    def step(self) -> None:
        chance = self.random
        self.ms += chance.randrange(0, 900_000)
        now = START + timedelta(milliseconds=self.ms)
        which = chance.randrange(5)
        if which == 0:
            form = {"area": "행당동", "meet_at": now + timedelta(minutes=chance.randrange(31, 90)),
                    "meet_name": "역", "name": "가나다", "way": [[37.56, 127.03], [37.565, 127.03]],
                    "walker": f"phone-{self.number}"}  # fmt: skip
            self.act("escort:", "request", form)
        elif which == 1:
            unit, until = f"scout-{self.number}", now + timedelta(hours=3)
            form = {"name": unit, "unit": unit, "members": 2, "areas": ["행당동"],
                    "on_until": until, "every_s": 1_200}  # fmt: skip
            self.act("scout_team:", "on", form)
        else:
            number = chance.randrange(1, 6)
            words = chance.choice(("", "말"))
            self.act(f"escort:{number}", chance.choice(ACTS), {"to": "광진구"}, words)
        self.hear(Tick(START + timedelta(milliseconds=self.ms), self.ms))

    def restart(self) -> None:
        """A new engine on the same file, at the same moment."""
        self.store.close()
        self.store = store_in(self.folder)
        self.desk = self._desk()


@pytest.mark.parametrize("seed", [1, 2])
def test_that_a_restart_at_any_moment_changes_nothing_r_alm_18(tmp_path: Path, seed: int) -> None:
    play = Play(tmp_path, seed)
    for round_of in range(60):
        play.step()
        if round_of % 15 == 14:
            before = {each.key: each for each in play.desk.fields()}
            play.restart()
            after = {each.key: each for each in play.desk.fields()}
            assert {k: v for k, v in after.items() if k[0] != "clock"} == {
                k: v for k, v in before.items() if k[0] != "clock"
            }
    assert len({key for key in after if key[0] == "escort"}) >= 4
    play.store.close()
    database = database_in(tmp_path)
    lines = list(journal.lines(database))
    with database.read() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM field_person").scalar()
    database.close()
    assert verify(lines).ok
    assert not any("가나다" in (line.payload or "") for line in lines)
    assert kept == len([k for k, v in after.items() if k[0] == "escort" and v.is_open])
