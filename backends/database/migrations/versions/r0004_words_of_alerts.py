"""An index of the words of every alert, and one of when it was raised: for the search of history.

SQLite keeps the words by itself: triggers follow the alert table, so no writer can forget them.
The words stand in the index only, as parts; the index follows deletions, so what is erased from an
alert can be found no more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Tags are single words for the tokenizer: letters, digits and "_" only.
_VALUES = """
    {row}.number,
    {row}.text || ' ' || {row}.source || ' ' || coalesce({row}.subject, '') || ' '
        || coalesce({row}.unit, '') || ' ' || coalesce({row}.category, ''),
    coalesce({row}.claimed_by, '') || ' ' || coalesce({row}.acknowledged_by, '') || ' '
        || coalesce({row}.closed_by, ''),
    'zt_' || lower(hex({row}.type)) || ' zc_' || {row}.alert_class || ' zp_' || {row}.priority
        || ' zs_' || lower(hex({row}.source))
"""
_SAYS = ("text", "subject", "unit", "category", "claimed_by", "acknowledged_by", "closed_by",
         "priority", "alert_class")  # fmt: skip


def upgrade() -> None:
    """Create the indexes and take in what is there."""
    op.create_index("ix_alert_raised", "alert", ["raised"])
    if op.get_bind().dialect.name != "sqlite":
        return
    differs = " OR ".join(f"new.{name} IS NOT old.{name}" for name in _SAYS)
    new = _VALUES.format(row="new")
    put = "INSERT INTO alert_words (rowid, words, people, tags)"
    add = f"{put} VALUES ({new});"
    drop = "DELETE FROM alert_words WHERE rowid = old.number;"
    trigger = "CREATE TRIGGER alert_words_"
    for statement in (
        """CREATE VIRTUAL TABLE alert_words USING fts5 (
            words, people, tags, content = '', contentless_delete = 1, prefix = '2',
            tokenize = "unicode61 tokenchars '_'")""",
        f"{put} SELECT {_VALUES.format(row='alert')} FROM alert",  # noqa: S608 - constants
        f"{trigger}new AFTER INSERT ON alert BEGIN {add} END",
        f"{trigger}changed AFTER UPDATE ON alert WHEN {differs} BEGIN {drop} {add} END",
        f"{trigger}gone AFTER DELETE ON alert BEGIN {drop} END",
    ):
        op.execute(sa.text(statement))
