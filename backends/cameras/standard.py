"""Rows of public CCTV lists in our own words: addresses to names, directions to headings. Pure.

The national standard data set (data.go.kr, 전국CCTV표준데이터) has one row a pole: an address by
road, by lot, or both, a direction in words, and in older editions no number. Such rows get an id
made of their place, address and purpose, the same each time the list comes anew.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from backends.cameras.cells import Unreadable, heading
from backends.cameras.findings import Finding, Row, Table

TOLD = ("road", "lot", "purpose", "facing")
ADDRESSES = frozenset(("road", "lot"))
_AROUND = re.compile(r"360|전\s*방[면향]|사\s*방")
_TOWARDS = re.compile(r"\s*(쪽|측|방향|방면|향)+$")


def in_our_words(table: Table) -> Table:
    """The same table without the members that only public lists have."""
    rows = table.rows
    if any(row.cells.keys() & ADDRESSES for row in rows) and not any(
        "id" in row.cells for row in rows
    ):
        rows = list(_numbered(rows))
        problem = "no column is called id; each row got one made of its place, address and purpose"
        remedy = "nothing needs to be done; the same row gets the same id again"
        table.findings.append(Finding(0, "id", problem, remedy, kept=True))
    return Table([Row(row.number, _told(row.cells)) for row in rows], table.findings)


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    met: Counter[str] = Counter()
    for row in rows:
        parts = [row.cells.get(name, "") for name in ("lat", "lon", *TOLD[:3])]
        name = f"C-{sha256('|'.join(parts).encode()).hexdigest()[:10]}"
        met[name] += 1
        again = f"-{met[name]}" if met[name] > 1 else ""
        yield Row(row.number, {"id": f"{name}{again}", **row.cells})


def _told(cells: dict[str, str]) -> dict[str, str]:
    """The cells of one row: what is written for people becomes what we know, or nothing."""
    found = {name: text for name, text in cells.items() if name not in TOLD}
    address = cells.get("road") or cells.get("lot")
    if address:
        found.setdefault("name_ko", address)
    for name, text in _facing(cells.get("facing", "")).items():
        found.setdefault(name, text)
    return found


def _facing(text: str) -> dict[str, str]:
    if _AROUND.search(text):
        return {"view": "360"}
    try:
        return {"heading": str(heading(_TOWARDS.sub("", text)))}
    except Unreadable:
        return {}
