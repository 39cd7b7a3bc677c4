"""Figures and ledger entries as flat rows and as CSV text, the same for screen and file. Pure."""

import csv
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import StringIO
from typing import Any

from console.domain.alerts.sla_figures import SlaFigure
from console.domain.wall_clock import in_district

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def figure_rows(figure: SlaFigure) -> list[dict[str, Any]]:
    """One row for each limit of a promise."""
    return [
        {
            "profile": figure.profile,
            "span": figure.span,
            "since": in_district(figure.since).isoformat(),
            "until": in_district(figure.until).isoformat(),
            "share_percent": limit.thousandths / 10,
            "seconds": limit.seconds,
            "total": figure.total,
            "within": limit.within,
            "missing": limit.missing,
            "kept": limit.kept,
            "reached_s": limit.reached_s,
            "waiting": figure.waiting,
        }
        for limit in figure.limits
    ]


def csv_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """A table with one line of names; a cell never begins a formula."""
    listed = [dict(row) for row in rows]
    names = list(dict.fromkeys(name for row in listed for name in row))
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([[_cell(row.get(name)) for name in names] for row in listed])
    return text.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return in_district(value).isoformat()
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        value = ", ".join(f"{name} {count}" for name, count in value.items())
    text = str(value)
    return f"'{text}" if text.startswith(_RISKY) else text
