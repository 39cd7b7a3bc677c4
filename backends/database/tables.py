"""The tables, as SQLAlchemy Core knows them; types hold for SQLite and PostgreSQL alike.

Times are whole microseconds since 1970 in UTC (`moments`): exact, sortable, the same in every
database. Lists are JSON text. The migrations create these tables; a test proves both agree.
"""

import sqlalchemy as sa

METADATA = sa.MetaData()

# A plain INTEGER primary key is SQLite's own row number: no second index.
NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.BigInteger()

meta = sa.Table(
    "meta",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)

device = sa.Table(
    "device",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("device_class", sa.Text, nullable=False),
    sa.Column("site", sa.Text, nullable=False),
    sa.Column("cameras", sa.Text, nullable=False),
    sa.Column("allowed", sa.Text, nullable=False),
    sa.Column("interval_s", sa.Float, nullable=False),
    sa.Column("enrolled_at", MOMENT, nullable=False),
    sa.Column("revoked_at", MOMENT),
)

device_key = sa.Table(
    "device_key",
    METADATA,
    sa.Column("public_key", sa.Text, primary_key=True),
    sa.Column("device", sa.Text, sa.ForeignKey("device.id"), nullable=False, index=True),
    sa.Column("issued_at", MOMENT, nullable=False),
    sa.Column("valid_until", MOMENT),
)

seat = sa.Table(
    "seat",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("public_key", sa.Text, nullable=False, unique=True),
    sa.Column("registered_at", MOMENT, nullable=False),
    sa.Column("revoked_at", MOMENT),
)

event = sa.Table(
    "event",
    METADATA,
    sa.Column("row", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("boot", sa.BigInteger, nullable=False),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("id_reused", sa.Boolean, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("occurred", MOMENT, nullable=False),
    sa.Column("received", MOMENT, nullable=False),
    sa.Column("stored", MOMENT, nullable=False),
    sa.Column("envelope", sa.Text, nullable=False),
    sa.Column("alert", sa.BigInteger),
    sa.UniqueConstraint("source", "boot", "sequence", name="event_key"),
)
sa.Index(
    "event_id",
    event.c.source,
    event.c.id,
    unique=True,
    sqlite_where=event.c.id_reused.is_(sa.false()),
    postgresql_where=event.c.id_reused.is_(sa.false()),
)

attachment = sa.Table(
    "attachment",
    METADATA,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("stored", MOMENT, nullable=False),
)

event_attachment = sa.Table(
    "event_attachment",
    METADATA,
    sa.Column("event", NUMBER, sa.ForeignKey("event.row"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("sha256", sa.Text, sa.ForeignKey("attachment.sha256"), nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("name", sa.Text),
)

quarantine = sa.Table(
    "quarantine",
    METADATA,
    sa.Column("row", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("boot", sa.BigInteger),
    sa.Column("sequence", sa.BigInteger),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("raw", sa.LargeBinary, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("received", MOMENT, nullable=False),
    sa.Column("stored", MOMENT, nullable=False),
    sa.UniqueConstraint("device", "boot", "sequence", "sha256", name="quarantine_key"),
)

alert = sa.Table(
    "alert",
    METADATA,
    sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("alert_class", sa.Text, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("subject", sa.Text),
    sa.Column("condition", sa.Text, nullable=False),
    sa.Column("attention", sa.Text, nullable=False),
    sa.Column("work", sa.Text, nullable=False, index=True),
    sa.Column("visibility", sa.Text, nullable=False),
    sa.Column("raised", MOMENT, nullable=False, index=True),
    sa.Column("occurred", MOMENT, nullable=False),
    sa.Column("updated", MOMENT, nullable=False),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("accuracy_m", sa.Float),
    sa.Column("cameras", sa.Text, nullable=False),
    sa.Column("unit", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("category", sa.Text),
    sa.Column("confidence", sa.Float),
    sa.Column("drill", sa.Boolean, nullable=False),
    sa.Column("delayed", sa.Boolean, nullable=False),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.Column("facts", sa.BigInteger, nullable=False),
    sa.Column("acknowledged_facts", sa.BigInteger, nullable=False),
    sa.Column("claimed_by", sa.Text),
    sa.Column("claimed_at", MOMENT),
    sa.Column("acknowledged_by", sa.Text),
    sa.Column("acknowledged_at", MOMENT),
    sa.Column("closed_by", sa.Text),
    sa.Column("closed_at", MOMENT),
    sa.Column("disposition", sa.Text),
    sa.Column("boxes", sa.Text, nullable=False, server_default="[]"),
    sa.Column("escalation", sa.Integer, nullable=False, server_default="0"),
    sa.Column("incident", sa.BigInteger),
    sa.Column("first_out", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("unacknowledged_since", MOMENT),
    sa.Column("held_until", MOMENT),
    sa.Column("acknowledged_until", MOMENT),
    sa.Column("first_claimed_at", MOMENT),
    sa.Column("first_acknowledged_at", MOMENT),
    sa.Column("cleared_at", MOMENT),
    # When the alert's first state was written; never written again.
    sa.Column("stored", MOMENT),
    sa.Column("handling", sa.Text, nullable=False, server_default="{}"),
    # Milliseconds of the steady count, 0 where not known: answer times are counted by them.
    sa.Column("received_steady", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("answered_steady", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("steady", sa.Text, nullable=False, server_default="[]"),
)

alert_note = sa.Table(
    "alert_note",
    METADATA,
    sa.Column("alert", NUMBER, sa.ForeignKey("alert.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

quiet = sa.Table(
    "quiet",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("source", sa.Text),
    sa.Column("type", sa.Text),
    sa.Column("subject", sa.Text),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("approver", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("until", MOMENT, nullable=False),
    sa.Column("ended_at", MOMENT, index=True),
    sa.Column("ended_by", sa.Text),
    sa.Column("seat", sa.Text, nullable=False, server_default=""),
)

person = sa.Table(
    "person",
    METADATA,
    sa.Column("seat", sa.Text, primary_key=True),
    sa.Column("operator", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("registered_at", MOMENT, nullable=False),
)

rule_version = sa.Table(
    "rule_version",
    METADATA,
    sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
)

flood = sa.Table(
    "flood",
    METADATA,
    sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("began", MOMENT, nullable=False),
    sa.Column("alerts", sa.BigInteger, nullable=False),
    sa.Column("peak", sa.BigInteger, nullable=False),
    sa.Column("ended", MOMENT),
)

field_record = sa.Table(
    "field_record",
    METADATA,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    # The id as a number where it is one: the next of its kind follows the highest.
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False, index=True),
    sa.Column("updated", MOMENT, nullable=False),
    sa.Column("deadline", MOMENT),
    sa.Column("content", sa.Text, nullable=False),
)

# What is kept about people, beside the record: erased without touching the chain of the journal.
field_person = sa.Table(
    "field_person",
    METADATA,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("personal", sa.Text, nullable=False),
)

session = sa.Table(
    "session",
    METADATA,
    sa.Column("device", sa.Text, primary_key=True),
    sa.Column("boot", sa.BigInteger, primary_key=True),
    sa.Column("stored", sa.BigInteger, nullable=False),
    sa.Column("changed", MOMENT, nullable=False),
)

link = sa.Table(
    "link",
    METADATA,
    sa.Column("device", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("last_heard", MOMENT),
    sa.Column("skew_s", sa.Float),
    sa.Column("changed", MOMENT, nullable=False),
)

command = sa.Table(
    "command",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("seat", sa.Text, nullable=False),
    sa.Column("operator", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("alert", sa.BigInteger, nullable=False),
    sa.Column("issued", MOMENT, nullable=False),
    sa.Column("accepted", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("answered", MOMENT, nullable=False, index=True),
    sa.Column("subject", sa.Text, nullable=False, server_default=""),
)

journal = sa.Table(
    "journal",
    METADATA,
    sa.Column("id", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("payload_hash", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

journal_payload = sa.Table(
    "journal_payload",
    METADATA,
    sa.Column("line", NUMBER, sa.ForeignKey("journal.id"), primary_key=True, autoincrement=False),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
)
