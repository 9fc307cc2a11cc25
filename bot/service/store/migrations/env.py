"""What Alembic runs: on a connection that it is given, or into SQL text."""

from alembic import context

from bot.service.store.tables import METADATA


def run() -> None:
    """Run the versions that the database lacks, in the transaction of the caller."""
    connection = context.config.attributes.get("connection")
    if connection is None:
        dialect = context.get_x_argument(as_dictionary=True)["dialect"]
        context.configure(dialect_name=dialect, target_metadata=METADATA, literal_binds=True)
    else:
        context.configure(connection=connection, target_metadata=METADATA, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


run()
