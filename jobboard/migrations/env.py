"""Alembic runs here, always on the connection that `jobboard.store` hands over, within its transaction."""

from alembic import context

from jobboard.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
