"""What is kept of refused messages is bounded, and what a device waits for is kept (R-IF-04)."""

from dataclasses import replace

from console.ports.messages import Decision, MessageArrived, MessageQuarantined
from console.ports.store import Restored
from console.services.catalogue import read_catalogue
from console.services.desk.desk import Desk
from console.services.engine.quarantine_quota import (
    DAY_MS,
    HEAD_BYTES,
    ROW_BYTES,
    Keeping,
    QuarantineQuota,
)
from console.wire.sep1 import Reject
from tests.support.engine_doubles import arrived, device

SIZE = 10_000


def used_up(most: int = 3) -> QuarantineQuota:
    quota = QuarantineQuota(most * (SIZE + ROW_BYTES), 1_000 * SIZE)
    for _ in range(most):
        assert quota.take("evil", SIZE, 0, is_numbered=False) is Keeping.WHOLE
    return quota


def test_that_a_used_up_allowance_keeps_heads_of_numbered_messages_and_nothing_else() -> None:
    quota = used_up()
    assert quota.take("evil", SIZE, 0, is_numbered=False) is Keeping.NOTHING
    assert quota.take("evil", SIZE, 0, is_numbered=True) is Keeping.HEAD


def test_that_one_device_cannot_use_up_what_another_is_allowed() -> None:
    assert used_up().take("honest", SIZE, 0, is_numbered=False) is Keeping.WHOLE


def test_that_all_devices_together_are_bounded_too() -> None:
    quota = QuarantineQuota(10 * (SIZE + ROW_BYTES), 2 * (SIZE + ROW_BYTES))
    taken = [quota.take(f"evil-{n}", SIZE, 0, is_numbered=False) for n in range(4)]
    assert taken == [Keeping.WHOLE, Keeping.WHOLE, Keeping.NOTHING, Keeping.NOTHING]


def test_that_an_allowance_fills_up_over_a_day_and_never_beyond_it() -> None:
    quota = used_up(3)
    assert quota.take("evil", SIZE, DAY_MS // 4, is_numbered=False) is Keeping.NOTHING
    assert quota.take("evil", SIZE, DAY_MS // 2, is_numbered=False) is Keeping.WHOLE
    later = [quota.take("evil", SIZE, 50 * DAY_MS, is_numbered=False) for _ in range(4)]
    assert later == [Keeping.WHOLE] * 3 + [Keeping.NOTHING]


def desk_with(quota: QuarantineQuota) -> Desk:
    desk = Desk(read_catalogue())
    desk.restore(Restored(0, 1, (), ()), [device()])
    desk._senses.quota = quota
    return desk


def refused(desk: Desk, number: int, sequence: int | None = None) -> Decision:
    message: MessageArrived = replace(
        arrived(None), raw=b"%d" % number * SIZE, code="malformed", reason="not JSON",
        boot=None if sequence is None else 1, sequence=sequence,
    )  # fmt: skip
    decision = desk.handle([message])
    desk.committed(decision)
    return decision


def kept(decision: Decision) -> list[MessageQuarantined]:
    return [change for change in decision.changes if isinstance(change, MessageQuarantined)]


def test_that_a_flood_is_rejected_throughout_but_kept_only_up_to_its_allowance_r_if_04() -> None:
    desk = desk_with(QuarantineQuota(5 * (SIZE + ROW_BYTES), 1_000 * SIZE))
    decisions = [refused(desk, number) for number in range(1, 10)]
    assert sum(len(kept(decision)) for decision in decisions) == 5
    for decision in decisions:
        assert any(isinstance(reply.message, Reject) for reply in decision.replies)
    counters = desk.counters()
    assert (counters["quarantined"], counters["quarantine_full"], counters["rejected"]) == (5, 4, 9)


def test_that_a_numbered_message_beyond_the_allowance_keeps_its_number_and_its_digest() -> None:
    desk = desk_with(QuarantineQuota(0, 0))
    (row,) = kept(refused(desk, 7, sequence=1))
    assert (row.boot, row.sequence, len(row.raw)) == (1, 1, HEAD_BYTES)
    assert f"the first {HEAD_BYTES} of {SIZE} bytes, sha256" in row.reason
