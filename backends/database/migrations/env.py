"""Runs the steps on the connection it is given, inside that connection's transaction.

Alembic executes this file; it never opens a connection of its own.
"""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
