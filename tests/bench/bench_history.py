"""How long the search of a long history takes.

Run as `python -m tests.bench.bench_history [--alerts N] [--rounds N]`. Fills an encrypted database
with 1,000,000 alerts, then asks as operators do, from the first page and from deep inside. The
floor of the same run is the plain newest page. Prints one JSON object; 0 when the 95th percentile
of all questions is at most 300 ms, else 1.
"""

import argparse
import json
import random
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import sqlalchemy as sa

from backends.database.connection import Database
from backends.database.history import search
from backends.database.rows import alert_row
from backends.database.store import open_database
from backends.database.tables import alert as table
from console.domain.alerts.alert import Alert
from console.services.catalogue import read_catalogue
from console.wire.seat_values import HistoryWanted, HistoryWord
from tests.support.seat_doubles import START, alert
from widgets.window.responsiveness import percentile

LIMIT_MS = 300.0
KEY = bytes(range(32))
CATALOGUE = read_catalogue()
_TYPES = tuple(name for name, kind in CATALOGUE.types.items() if kind.alerting)
_WORDS = tuple(f"{a}{b}" for a in "골목성수왕십리행당응봉" for b in "길가역앞문뒤옆쪽출구")
_PEOPLE = ("김순라", "이감시", "박관제", "최야간")
_BLOCK = 5_000


def main() -> int:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "sunra.db", KEY)
        begun = perf_counter()
        _fill(database, arguments.alerts)
        filled = perf_counter() - begun
        floor, took = _ask(database, arguments.alerts, arguments.rounds)
        database.close()
    every = sorted(ms for times in took.values() for ms in times)
    figures = {
        "alerts": arguments.alerts,
        "fill_us_each": round(filled / arguments.alerts * 1e6, 1),
        "floor_ms": round(floor, 2),
        "p95_ms": round(percentile(every, 0.95), 2),
        "max_ms": round(every[-1], 2),
        "p95_to_floor": round(percentile(every, 0.95) / floor, 1),
        "each_p95_ms": {k: round(percentile(sorted(v), 0.95), 2) for k, v in took.items()},
    }
    good = percentile(every, 0.95) <= LIMIT_MS
    print(json.dumps(figures, ensure_ascii=False))
    print(
        f"{len(every)} searches in {arguments.alerts} alerts: p95 {figures['p95_ms']} ms: "
        f"{'as promised' if good else 'NOT good'}",
        file=sys.stderr,
    )
    return 0 if good else 1


def _fill(database: Database, total: int) -> None:
    rng = random.Random(7)
    models = [alert_row(alert(n, kind, CATALOGUE), 0) for n, kind in enumerate(_TYPES, start=1)]
    first = alert_row(_aged(1, total), 0)["raised"]
    step = timedelta(minutes=1) // timedelta(microseconds=1)
    for start in range(1, total + 1, _BLOCK):
        rows = []
        for number in range(start, min(start + _BLOCK, total + 1)):
            by = rng.choice(_PEOPLE)
            rows.append(
                rng.choice(models)
                | {
                    "number": number,
                    "source": f"SD-{rng.randrange(1_600):04d}",
                    "raised": first + number * step,
                    "text": " ".join(rng.choices(_WORDS, k=4)) + f" {rng.randrange(10**6)}",
                    "claimed_by": by,
                    "closed_by": by,
                    "work": "closed",
                }
            )
        with database.write() as connection:
            connection.execute(sa.insert(table), rows)


def _aged(number: int, total: int) -> Alert:
    return alert(number, "sos.app", CATALOGUE, raised=START - timedelta(minutes=total))


def _ask(database: Database, total: int, rounds: int) -> tuple[float, dict[str, list[float]]]:
    rng = random.Random(11)
    took: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, wanted in _questions(rng, total).items():
            begun = perf_counter()
            with database.read() as connection:
                search(connection, wanted)
            took.setdefault(name, []).append((perf_counter() - begun) * 1e3)
    return percentile(sorted(took["newest page"]), 0.5), took


def _questions(rng: random.Random, total: int) -> dict[str, HistoryWanted]:
    word, source = rng.choice(_WORDS), f"SD-{rng.randrange(1_600):04d}"
    deep, day = rng.randrange(1, total), timedelta(days=1)
    since = START - timedelta(minutes=rng.randrange(1_440, total))
    many = tuple(f"SD-{n:04d}" for n in range(150))
    return {
        "newest page": HistoryWanted(1),
        "deep page": HistoryWanted(1, before=deep),
        "word": HistoryWanted(1, words=(HistoryWord(word),)),
        "two words": HistoryWanted(1, words=(HistoryWord(word), HistoryWord(word[:1]))),
        "rare number": HistoryWanted(1, words=(HistoryWord(str(rng.randrange(10**6))),)),
        "nothing": HistoryWanted(1, words=(HistoryWord("없는말"), HistoryWord(word))),
        "source": HistoryWanted(1, words=(HistoryWord(source),)),
        "place of 150": HistoryWanted(1, words=(HistoryWord("성수동", sources=many),)),
        "type": HistoryWanted(1, types=(rng.choice(_TYPES),)),
        "operator": HistoryWanted(1, operator=rng.choice(_PEOPLE), before=deep),
        "one day": HistoryWanted(1, since=since, until=since + day),
        "class and source": HistoryWanted(1, classes=("life",), sources=(source,)),
        "all at once": HistoryWanted(
            1, (HistoryWord(word),), types=("sos.app",), operator="김순라", since=since
        ),
    }


if __name__ == "__main__":
    sys.exit(main())
