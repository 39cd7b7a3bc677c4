"""Statements compiled once and run with plain rows: the way of the tables every event writes.

SQLAlchemy's own execution costs more per row than SQLite does. The statement is still its own, made
for the dialect of the connection; only the parameters go past it. The writer's thread.
"""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, cast

import sqlalchemy as sa

from backends.database.rows import Row

_NOTHING = "\x00"
_KEY = "its_key"
# SQLite's driver looks for an adapter, in vain and slowly (1 us), for whatever is not exactly an
# int, a float, a text or bytes: for None and for bools. So None travels as a text no row may hold.
_PLAIN: dict[object, object] = {None: _NOTHING, True: 1, False: 0}


class Prepared:
    """One insert (or upsert) of these columns, or an update of them where `key` is what comes last.

    The rows of an update are given as fields: the columns in their order, then the key.
    """

    def __init__(
        self,
        statement: sa.Insert | sa.Update,
        columns: Sequence[sa.Column[Any]],
        dialect: sa.Dialect,
        key: sa.Column[Any] | None = None,
    ) -> None:
        self._for_sqlite = dialect.name == "sqlite"
        self._swapped = [
            place for place, c in enumerate(columns) if c.nullable or isinstance(c.type, sa.Boolean)
        ]
        values = {column.name: self._value(column) for column in columns}
        complete = statement.values(values)
        if key is not None and isinstance(complete, sa.Update):
            complete = complete.where(key == sa.bindparam(_KEY, type_=key.type))
        compiled = complete.compile(dialect=dialect)
        self._sql = str(compiled)
        self._order: Sequence[str] = compiled.positiontup or ()
        self._columns = (*values, _KEY) if key is not None else tuple(values)

    def _value(self, column: sa.Column[Any]) -> sa.ColumnElement[Any]:
        given = sa.bindparam(column.name, type_=column.type)
        if self._for_sqlite and column.nullable:
            return sa.func.nullif(given, sa.literal_column("char(0)"))
        return given

    def run(self, connection: sa.Connection, rows: Sequence[Row]) -> None:
        """Write rows. Raises IntegrityError when one is already there."""
        if not rows:
            return
        given: Sequence[Any] = rows
        if self._for_sqlite:
            ordered: Any = itemgetter(*self._order)
            given = [ordered(row) for row in rows]
            if self._swapped:
                given = [tuple(map(_PLAIN.get, each, each)) for each in given]
        connection.exec_driver_sql(self._sql, given)

    def run_fields(self, connection: sa.Connection, rows: Sequence[tuple[object, ...]]) -> None:
        """Write rows whose values are in the order of the columns."""
        if not rows:
            return
        if self._for_sqlite and self._columns == tuple(self._order):
            given = [self._plain(row) for row in rows] if self._swapped else rows
            connection.exec_driver_sql(self._sql, cast("Any", given))
        else:
            self.run(connection, [dict(zip(self._columns, row, strict=True)) for row in rows])

    def _plain(self, row: tuple[object, ...]) -> tuple[object, ...]:
        plain = list(row)
        for place in self._swapped:
            plain[place] = _PLAIN.get(row[place], row[place])
        return tuple(plain)
