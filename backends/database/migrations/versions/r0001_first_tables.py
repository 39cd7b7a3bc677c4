"""The first tables: registry, events, alerts, commands and the chained journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _text(name: str, *, null: bool = False, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null, primary_key=key)


def _big(name: str, *, null: bool = False, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=null, primary_key=key)


def _number(name: str, reference: str = "") -> sa.Column[int]:
    links = [sa.ForeignKey(reference)] if reference else []
    return sa.Column(name, _NUMBER, *links, primary_key=True, autoincrement=False)


def _float(name: str, *, null: bool = True) -> sa.Column[float]:
    return sa.Column(name, sa.Float, nullable=null)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def upgrade() -> None:
    """Create everything."""
    op.create_table("meta", _text("name", key=True), _big("value"))
    _registry()
    _events()
    _quarantine()
    _alerts()
    _sessions()
    _commands()
    _journal()


def _registry() -> None:
    op.create_table(
        "device",
        _text("id", key=True),
        *(_text(name) for name in ("device_class", "site", "cameras", "allowed")),
        _float("interval_s", null=False),
        _big("enrolled_at"),
        _big("revoked_at", null=True),
    )
    op.create_table(
        "device_key",
        _text("public_key", key=True),
        sa.Column("device", sa.Text, sa.ForeignKey("device.id"), nullable=False),
        _big("issued_at"),
        _big("valid_until", null=True),
    )
    op.create_index("ix_device_key_device", "device_key", ["device"])
    op.create_table(
        "seat",
        _text("id", key=True),
        sa.Column("public_key", sa.Text, nullable=False, unique=True),
        _big("registered_at"),
        _big("revoked_at", null=True),
    )


def _events() -> None:
    op.create_table(
        "event",
        _number("row"),
        _text("source"),
        _big("boot"),
        _big("sequence"),
        _text("id"),
        _flag("id_reused"),
        _text("type"),
        *(_big(name) for name in ("occurred", "received", "stored")),
        _text("envelope"),
        _big("alert", null=True),
        sa.UniqueConstraint("source", "boot", "sequence", name="event_key"),
    )
    unused = sa.column("id_reused").is_(sa.false())
    op.create_index(
        "event_id",
        "event",
        ["source", "id"],
        unique=True,
        sqlite_where=unused,
        postgresql_where=unused,
    )
    op.create_table(
        "attachment",
        _text("sha256", key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        _big("stored"),
    )
    op.create_table(
        "event_attachment",
        sa.Column("event", _NUMBER, sa.ForeignKey("event.row"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.Text, sa.ForeignKey("attachment.sha256"), nullable=False),
        _text("media_type"),
        _text("name", null=True),
    )


def _quarantine() -> None:
    op.create_table(
        "quarantine",
        _number("row"),
        _text("device"),
        _big("boot", null=True),
        _big("sequence", null=True),
        _text("sha256"),
        sa.Column("raw", sa.LargeBinary, nullable=False),
        _text("code"),
        _text("reason"),
        _big("received"),
        _big("stored"),
        sa.UniqueConstraint("device", "boot", "sequence", "sha256", name="quarantine_key"),
    )


def _alerts() -> None:
    op.create_table(
        "alert",
        _number("number"),
        *(_text(name) for name in ("type", "alert_class")),
        sa.Column("priority", sa.Integer, nullable=False),
        _text("source"),
        _text("subject", null=True),
        *(_text(name) for name in ("condition", "attention", "work", "visibility")),
        *(_big(name) for name in ("raised", "occurred", "updated")),
        *(_float(name) for name in ("lat", "lon", "accuracy_m")),
        _text("cameras"),
        _text("unit", null=True),
        _text("text"),
        _text("category", null=True),
        _float("confidence"),
        *(_flag(name) for name in ("drill", "delayed")),
        *(_big(name) for name in ("count", "facts", "acknowledged_facts")),
        *_person("claimed"),
        *_person("acknowledged"),
        *_person("closed"),
        _text("disposition", null=True),
    )
    op.create_index("ix_alert_work", "alert", ["work"])
    op.create_table(
        "alert_note",
        sa.Column("alert", _NUMBER, sa.ForeignKey("alert.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _big("at"),
        _text("by"),
        _text("text"),
    )


def _person(act: str) -> tuple[sa.Column[str], sa.Column[int]]:
    return _text(f"{act}_by", null=True), _big(f"{act}_at", null=True)


def _sessions() -> None:
    op.create_table(
        "session",
        _text("device", key=True),
        _big("boot", key=True),
        _big("stored"),
        _big("changed"),
    )
    op.create_table(
        "link",
        _text("device", key=True),
        _text("state"),
        _big("last_heard", null=True),
        _float("skew_s"),
        _big("changed"),
    )


def _commands() -> None:
    op.create_table(
        "command",
        _text("id", key=True),
        *(_text(name) for name in ("seat", "operator", "kind")),
        _big("alert"),
        _big("issued"),
        _flag("accepted"),
        _text("reason"),
        _big("answered"),
    )
    op.create_index("ix_command_answered", "command", ["answered"])


def _journal() -> None:
    op.create_table(
        "journal",
        _number("id"),
        _big("at"),
        *(_text(name) for name in ("kind", "subject", "by", "payload_hash", "previous", "hash")),
    )
    op.create_table(
        "journal_payload",
        _number("line", "journal.id"),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        _text("payload"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_on_sqlite()


def _guard_on_sqlite() -> None:
    """Append-only. The insert guard also stops INSERT OR REPLACE, whatever the pragmas say."""
    for table, verb in (
        ("journal", "UPDATE"),
        ("journal", "DELETE"),
        ("journal_payload", "UPDATE"),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the {table} is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER journal_contiguous BEFORE INSERT ON journal "
        "WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM journal) "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only: the next line number is due'); END"
    )
    op.execute(
        "CREATE TRIGGER journal_payload_once BEFORE INSERT ON journal_payload "
        "WHEN EXISTS (SELECT 1 FROM journal_payload WHERE line = NEW.line) "
        "BEGIN SELECT RAISE(ABORT, 'the journal_payload is append-only'); END"
    )
