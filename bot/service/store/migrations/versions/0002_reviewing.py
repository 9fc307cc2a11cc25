"""Which head has a check run that may be open."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column."""
    op.add_column("pr_state", sa.Column("reviewing", sa.String(64)))


def downgrade() -> None:
    """Nothing goes back: a newer version's tables serve an older one."""
    raise NotImplementedError
