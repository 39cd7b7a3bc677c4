"""The store on a real SQLCipher file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from backends.database import tables as t
from backends.database.readers import open_reader
from console.domain.alerts.alert import Attention, Box, Disposition, Note, Work
from console.domain.unit import DeviceLink
from console.ports.messages import (
    AlertChanged,
    Command,
    CommandAnswered,
    CommandResult,
    Committed,
    Decision,
    EventStored,
    LinkChanged,
    SessionChanged,
)
from console.ports.store import SessionRow, Store
from console.wire.sep1 import Attachment
from tests.backends.store_values import (
    KEY,
    NOW,
    alert,
    answered,
    burst,
    database_in,
    event,
    raised,
    refused,
    store_in,
    stored,
)


def count(folder: Path, table: sa.Table) -> int:
    database = database_in(folder)
    try:
        with database.read() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
    finally:
        database.close()


def test_that_a_commit_proves_itself_with_a_rising_revision(tmp_path: Path) -> None:
    """R-MSG-03."""
    store: Store = store_in(tmp_path)
    first = store.commit(burst(1, 3), NOW)
    second = store.commit(burst(4, 1), NOW)
    assert isinstance(first, Committed)
    assert (first.revision, second.revision) == (1, 2)
    assert store.restore().revision == 2


def test_that_a_restart_restores_what_was_committed(tmp_path: Path) -> None:
    handled = replace(
        alert(2),
        attention=Attention.ACKNOWLEDGED,
        work=Work.CLAIMED,
        acknowledged_facts=1,
        claimed_by="kim",
        claimed_at=NOW,
        acknowledged_by="kim",
        acknowledged_at=NOW + timedelta(seconds=3),
        notes=(Note(NOW, "kim", "확인 중"), Note(NOW, "lee", "팀 출발")),
    )
    closed = replace(
        alert(3), work=Work.CLOSED, closed_by="kim", closed_at=NOW, disposition=Disposition.TEST
    )
    link = DeviceLink("bell-1", "silent", NOW, -0.25)
    store = store_in(tmp_path)
    store.commit(burst(1, 3), NOW)
    later = (
        AlertChanged(handled, "claimed", "kim", NOW),
        AlertChanged(closed, "closed", "kim", NOW),
        answered("c-1"),
        answered("c-2", accepted=False),
        LinkChanged(link, NOW),
    )
    store.commit(Decision(later), NOW)
    before = store.restore()
    store.close()
    after = store_in(tmp_path).restore()
    assert after == before
    assert after.alerts == (alert(1), handled)
    assert after.next_alert == 4
    assert after.sessions == (SessionRow("bell-1", 1, 3),)
    assert after.links == (link,)
    assert after.results["c-1"] == CommandResult("c-1", "seat-1", True)
    assert after.results["c-2"] == CommandResult("c-2", "seat-1", False, "already closed")


def test_that_a_repeat_makes_no_second_row_and_no_second_line(tmp_path: Path) -> None:
    """R-MSG-02."""
    store = store_in(tmp_path)
    store.commit(burst(1, 3), NOW)
    lines = count(tmp_path, t.journal)
    store.commit(burst(1, 3), NOW)
    assert (count(tmp_path, t.event), count(tmp_path, t.journal)) == (3, lines)
    store.commit(burst(1, 5), NOW)
    store.commit(Decision((stored(6), stored(6), stored(5))), NOW)
    assert count(tmp_path, t.event) == 6
    assert store.restore().sessions == (SessionRow("bell-1", 1, 6),)


def test_that_a_repeated_quarantine_or_command_is_kept_once(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(Decision((refused(1), refused(None), refused(None))), NOW)
    store.commit(Decision((refused(1), stored(2), answered("c-1"))), NOW)
    store.commit(Decision((refused(1, b"other"), answered("c-1", accepted=False))), NOW)
    assert count(tmp_path, t.quarantine) == 4
    assert store.restore().results["c-1"].accepted


def test_that_an_operators_action_written_again_is_one_line(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(burst(1, 1), NOW)
    claimed = replace(alert(1), work=Work.CLAIMED, claimed_by="kim", claimed_at=NOW)
    action = Decision((AlertChanged(claimed, "claimed", "kim", NOW), answered("c-1")))
    store.commit(action, NOW)
    before = (count(tmp_path, t.journal), store.restore().alerts)
    store.commit(action, NOW)
    assert (count(tmp_path, t.journal), store.restore().alerts) == before


def test_that_a_reused_id_is_kept_and_flagged(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(Decision((stored(1, event_id="same"),)), NOW)
    store.commit(Decision((stored(2, event_id="same"), stored(3), stored(4, event_id="same"))), NOW)
    rows = list(open_reader(tmp_path / "sunra.db", KEY).events())
    assert [row["sequence"] for row in rows] == [1, 2, 3, 4]
    assert [bool(row["reason"]) for row in rows] == [False, True, False, True]


def test_that_gaps_come_back_as_also_and_a_quarantined_number_counts(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    events = tuple(stored(n) for n in (1, 2, 5, 9))
    other = (stored(1, boot=2), SessionChanged("bell-1", 3, 0), SessionChanged("bell-1", 1, 99))
    store.commit(Decision((*events, refused(3), refused(7), *other)), NOW)
    assert store.restore().sessions == (
        SessionRow("bell-1", 1, 3, (5, 7, 9)),
        SessionRow("bell-1", 2, 1),
        SessionRow("bell-1", 3, 0),
    )


def test_that_events_read_back_as_the_sender_wrote_them(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(burst(1, 2), NOW)
    evil = b'{"source":"other","row":-5,"stored":"never","sequence":8}'
    store.commit(Decision((refused(None), refused(8, evil))), NOW + timedelta(seconds=1))
    reader = open_reader(tmp_path / "sunra.db", KEY)
    rows = list(reader.events())
    assert [row["row"] for row in rows] == [1, 2, 3, 4]
    assert rows[0]["vendor"] == 7
    assert rows[0]["data"] == {"text": "도와주세요"}
    assert rows[0]["alert"] == 1
    assert rows[0]["stored"] == NOW.isoformat()
    assert [row["quarantined"] for row in rows] == [False, False, True, True]
    assert (rows[2]["raw"], rows[2]["reason"]) == ("/wBqdW5r", "no JSON")
    assert (rows[3]["source"], rows[3]["device"]) == ("other", "bell-1")
    assert rows[3]["stored"] == (NOW + timedelta(seconds=1)).isoformat()
    assert [row["row"] for row in reader.events(since=3)] == [4]


def test_that_a_reader_follows_a_writer_beside_it(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(burst(1, 1), NOW)
    reader = open_reader(tmp_path / "sunra.db", KEY)
    assert len(list(reader.events())) == 1
    for batch in range(12):
        store.commit(burst(2 + batch * 200, 200), NOW)
    assert [row["row"] for row in reader.events(since=1)] == list(range(2, 2402))
    found = list(reader.alerts())
    assert [row["number"] for row in found] == list(range(1, 2402))
    assert found[0]["condition"] == "cleared"
    assert found[0]["owner"] is None


def test_that_attachments_are_kept_once_by_content(tmp_path: Path) -> None:
    picture = b"\xff\xd8picture"
    named = (Attachment("image/jpeg", "ignored", "a.jpg"), Attachment("image/jpeg", "x"))
    first = replace(event(1), attachments=named)
    second = replace(event(2), attachments=named[:1])
    changes = (
        EventStored(first, "bell-1", NOW, 1, (picture, b"second")),
        EventStored(second, "bell-1", NOW, 1, (picture,)),
    )
    store_in(tmp_path).commit(Decision(changes), NOW)
    assert (count(tmp_path, t.attachment), count(tmp_path, t.event_attachment)) == (2, 3)


def test_that_a_bad_device_clock_is_held_at_the_edge_of_time(tmp_path: Path) -> None:
    far = datetime.max.replace(tzinfo=UTC)
    early = datetime.fromisoformat("0001-01-01T00:00:00+14:00")
    store = store_in(tmp_path)
    changed = AlertChanged(replace(alert(1), occurred=early), "raised", "engine", NOW)
    odd = EventStored(replace(event(1), time=far), "bell-1", NOW, 1)
    store.commit(Decision((changed, odd)), NOW)
    assert store.restore().alerts[0].occurred == datetime.min.replace(tzinfo=UTC)


def test_that_nothing_is_written_when_one_change_cannot_be(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    broken = replace(alert(2), priority="high")  # type: ignore[arg-type]
    bad = replace(broken, confidence=object())  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        store.commit(Decision((stored(1), AlertChanged(bad, "raised", "engine", NOW))), NOW)
    assert count(tmp_path, t.event) == 0
    assert store.commit(Decision((stored(1), raised(1))), NOW).revision == 1


def test_that_a_decision_without_changes_needs_no_transaction(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    revision = store.commit(burst(1, 1), NOW).revision
    assert store.commit(Decision(), NOW).revision == revision


def test_that_an_act_on_a_camera_is_a_line_under_that_camera(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    act = Command("c-9", "desk-1", "kim", "lift_mask", 0, NOW, text="싸움 신고", subject="cam-3")
    refused = replace(act, id="c-10", text="")
    store.commit(
        Decision((CommandAnswered(act, True, "", NOW), CommandAnswered(refused, False, "no", NOW))),
        NOW,
    )
    lines = list(open_reader(tmp_path / "sunra.db", KEY).journal_lines())
    assert [(line.kind, line.subject, line.by) for line in lines] == [
        ("camera_lift_mask", "camera:cam-3", "kim"),
        ("command_refused", "command:c-10", "kim"),
    ]
    assert "싸움 신고" in str(lines[0].payload)


def test_that_a_silence_is_a_line_under_its_seat(tmp_path: Path) -> None:
    """R-OPS-07: a mute is on record."""
    store = store_in(tmp_path)
    act = Command("c-9", "seat-1", "kim", "silence", 0, NOW, text="120 s", subject="seat-1")
    store.commit(Decision((CommandAnswered(act, True, "", NOW),)), NOW)
    (line,) = open_reader(tmp_path / "sunra.db", KEY).journal_lines()
    assert (line.kind, line.subject, line.by) == ("seat_silence", "seat:seat-1", "kim")
    assert "120 s" in str(line.payload)


def test_that_the_boxes_of_an_alert_are_restored(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    seen = replace(alert(1), boxes=(Box(0.1, 0.2, 0.3, 0.4, "사람"), Box(0.0, 0.0, 1.0, 1.0)))
    store.commit(Decision((AlertChanged(seen, "raised", "engine", NOW),)), NOW)
    assert store_in(tmp_path).restore().alerts == (seen,)
