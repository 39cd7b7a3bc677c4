"""Versions of a site's rules: values to rows and back. Reads; never writes or decides."""

from typing import Any

import sqlalchemy as sa

from backends.database import tables as t
from backends.database.moments import micros, moment
from console.domain.alerts.rulebook import RuleVersion

Row = dict[str, Any]
KEPT = 50
"""How many of the newest versions an engine gets back: so far an edit can be undone."""


def rule_row(version: RuleVersion) -> Row:
    """One row of `rule_version`."""
    return {
        "number": version.number,
        "by": version.by,
        "at": micros(version.at),
        "why": version.why,
        "path": version.path,
        "content": version.content,
    }


def rule_versions(connection: sa.Connection) -> tuple[RuleVersion, ...]:
    """The newest versions, oldest of them first."""
    query = sa.select(t.rule_version).order_by(t.rule_version.c.number.desc()).limit(KEPT)
    found = [
        RuleVersion(row.number, row.by, moment(row.at), row.why, row.path, row.content)
        for row in connection.execute(query)
    ]
    return tuple(reversed(found))


def rule_content(connection: sa.Connection) -> str:
    """What differs from the shipped rules now."""
    query = sa.select(t.rule_version.c.content).order_by(t.rule_version.c.number.desc()).limit(1)
    return connection.scalar(query) or "{}"
