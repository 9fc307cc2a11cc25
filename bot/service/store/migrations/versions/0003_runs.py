"""The report pages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "runs",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("pr", sa.String(160), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("page", sa.LargeBinary()),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.UniqueConstraint("pr", "head", name="uq_runs_pr_head"),
    )
    op.create_index("ix_runs_at", "runs", ["at"])


def downgrade() -> None:
    """Nothing goes back: a newer version's tables serve an older one."""
    raise NotImplementedError
