"""Lists for the field at the real engine: good rows stand, every bad one is named."""

import json
from pathlib import Path

import pytest

from console.domain.field.roster import Kind, Organisation
from console.domain.field.shelter import Shelter
from console.wire.field_codec import FieldMalformed, field_value
from tests.e2e.conftest import EngineProcess, sunra
from tests.support.linked_console import LinkedConsole

pytestmark = pytest.mark.e2e
ROWS = """점포번호,상호,전화번호,평일,토요일,공휴일,위도,경도
SHELTER-001,성수 1호점,02-000-0001,09:00-02:00,24,휴무,,
SHELTER-002,,02-000-0002,25:00-26:00,,,,
NOWHERE-9,모르는 점포,02-000-0003,24,,,,
NEW-1,새 점포,02-000-0004,24시간,,평소와 같음,37.5610,127.0350
SHELTER-003,,전화 없음!,24,,,,
SHELTER-001,같은 점포,02-000-0009,,,,,
"""
ROSTER = """코드,단체명,구분,인원,참여
CP1,성수 자율방범대,자율방범대,31,y
MO1,어머니폴리스,어머니폴리스,"1,200명",예
XX1,아무개,조합,5,y
CP1,같은 코드,경찰,1,y
CP2,옥수 자율방범대,자율방범대,많음,y
"""


def test_that_good_rows_stand_and_every_bad_row_is_named(
    engine: EngineProcess, tmp_path: Path
) -> None:
    path = tmp_path / "stores.csv"
    path.write_bytes(ROWS.encode("cp949"))
    done = sunra("field", "--shelters", path, "--by", "kim", "--data", engine.data)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1, done.stderr
    assert [(each["row"], each["field"]) for each in told[:-1]] == [
        (3, "weekdays"), (4, "id"), (6, ""), (7, "id"),
    ]  # fmt: skip
    seat = LinkedConsole(engine.data, engine.card, "seat-a", tmp_path)
    try:
        wanted = {("shelter", "SHELTER-001"), ("shelter", "NEW-1")}
        seat.until(lambda each: wanted <= set(each.fields), "the stores")
        shop = field_value(seat.fields["shelter", "SHELTER-001"].content, Shelter)
        assert not isinstance(shop, FieldMalformed)
        assert (shop.name_ko, shop.phone) == ("성수 1호점", "02-000-0001")
        assert ("shelter", "SHELTER-003") not in seat.fields
        path.write_text(ROSTER, "utf-8")
        done = sunra("field", "--organisations", path, "--by", "kim", "--data", engine.data)
        told = [json.loads(line) for line in done.stdout.splitlines()]
        assert [(each["row"], each["field"]) for each in told[:-1]] == [
            (4, "kind"), (5, "id"), (6, "members"),
        ], done.stderr  # fmt: skip
        assert told[-1] == {"organisations": 2, "bad_rows": 3, "dry_run": False}
        seat.until(lambda each: ("organisation", "MO1") in each.fields, "the roster")
        mothers = field_value(seat.fields["organisation", "MO1"].content, Organisation)
        assert mothers == Organisation("MO1", Kind.MOTHERS, "어머니폴리스", "", 1_200)
    finally:
        seat.link.close()
