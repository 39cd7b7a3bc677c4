"""Which devices cry wolf: closed alerts by device, type and disposition (R-CAD-03). Pure.

It proposes and never applies. For life-safety types it proposes to look at the device, never to
hide what it says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from console.domain.alerts.alert import Disposition

LEAST_CLOSED = 5
FALSE_SHARE = 0.6
_FALSE = frozenset({Disposition.FALSE_NUISANCE.value, Disposition.FALSE_MALICIOUS.value})
# A test or a duplicate says nothing about whether the device was right.
_LEFT_OUT = frozenset({Disposition.TEST.value, Disposition.DUPLICATE.value})


@dataclass(frozen=True, slots=True)
class Entry:
    """One device and type: how its alerts were closed, the share that was false, and a proposal.

    `false_share` is None when too few were judged to say anything.
    """

    device: str
    type: str
    closed: int
    dispositions: Mapping[str, int]
    false_share: float | None
    proposal: str


def ledger(rows: Iterable[tuple[str, str, bool, str, int]]) -> list[Entry]:
    """Entries from (device, type, is life-safety, disposition, count), the worst first."""
    counted: dict[tuple[str, str, bool], dict[str, int]] = defaultdict(dict)
    for device, kind, is_life, disposition, count in rows:
        known = counted[device, kind, is_life]
        known[disposition] = known.get(disposition, 0) + count
    entries = [_entry(*key, found) for key, found in counted.items()]
    return sorted(entries, key=lambda e: (-(e.false_share or 0.0), -e.closed, e.device, e.type))


def _entry(device: str, kind: str, is_life: bool, found: Mapping[str, int]) -> Entry:
    judged = sum(count for name, count in found.items() if name not in _LEFT_OUT)
    false = sum(count for name, count in found.items() if name in _FALSE)
    share = false / judged if judged >= LEAST_CLOSED else None
    return Entry(device, kind, sum(found.values()), dict(found), share, _proposal(share, is_life))


def _proposal(share: float | None, is_life: bool) -> str:
    if share is None or share < FALSE_SHARE:
        return ""
    if is_life:
        return "inspect_device"
    return "adjust_or_suppress"
