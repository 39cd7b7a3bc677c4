"""Pictures that came with events, asked for by a seat: from the database to the frames and back."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from backends.database.history import AlertSearch
from console.ports.history import Answer
from console.ports.messages import Decision, EventStored
from console.wire.seat import SeatMalformed, decode_engine, decode_seat, encode_engine, encode_seat
from console.wire.seat_values import PicturePage, PictureWanted
from console.wire.sep1 import Attachment
from tests.backends.store_values import KEY, NOW, event, store_in
from tests.support.processes import wait_until

PICTURE = b"\xff\xd8\xff a picture \x00\xff"
NAME = sha256(PICTURE).hexdigest()


def answer(path: Path, wanted: PictureWanted) -> Answer:
    search, found = AlertSearch(path, KEY), list[tuple[bytes, Answer]]()

    def answered() -> bool:
        found.extend(search.answers())
        return bool(found)

    search.ask(b"seat", wanted)
    wait_until(answered, "the picture")
    search.close()
    return found[0][1]


def test_that_a_picture_comes_back_as_the_device_sent_it(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    one = replace(event(1), attachments=(Attachment("image/jpeg", NAME, "a.jpg"),))
    store.commit(Decision((EventStored(one, "bell-1", NOW, 1, (PICTURE,)),)), NOW)
    found = answer(tmp_path / "sunra.db", PictureWanted(3, NAME))
    assert found == PicturePage(3, NAME, "image/jpeg", PICTURE)
    assert decode_engine(encode_engine(found)) == found
    missing = answer(tmp_path / "sunra.db", PictureWanted(4, "0" * 64))
    assert isinstance(missing, PicturePage)
    assert (missing.request, missing.content, bool(missing.fault)) == (4, b"", True)


def test_that_a_program_that_came_as_a_picture_is_kept_and_given_to_no_seat(tmp_path: Path) -> None:
    program = b"MZ a program"
    name = sha256(program).hexdigest()
    store = store_in(tmp_path)
    one = replace(event(1), attachments=(Attachment("image/jpeg", name, "a.jpg"),))
    store.commit(Decision((EventStored(one, "bell-1", NOW, 1, (program,)),)), NOW)
    found = answer(tmp_path / "sunra.db", PictureWanted(3, name))
    assert isinstance(found, PicturePage)
    assert found.content == b""
    assert "is none" in found.fault


@pytest.mark.parametrize("name", ["", "x" * 64, NAME.upper(), NAME + "0", "../../etc/passwd"])
def test_that_a_name_that_is_no_hash_is_refused(name: str) -> None:
    assert isinstance(decode_seat(encode_seat(PictureWanted(1, name))), SeatMalformed)
    asked = PictureWanted(1, NAME)
    assert decode_seat(encode_seat(asked)) == asked
