"""When each sweep is due, and the deliveries that GitHub could not bring."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sweeps",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("due", sa.Double(), nullable=False),
        sa.Column("seen", sa.Double(), server_default=sa.text("0"), nullable=False),
        sa.Column("began", sa.Double(), nullable=False),
        sa.Column("done", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sweeps"),
    )
    op.create_table(
        "undelivered",
        sa.Column("guid", sa.String(100), nullable=False),
        sa.Column("attempt", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.String(50), nullable=False),
        sa.Column("failed", sa.Double(), nullable=False),
        sa.Column("asked", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("due", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("guid", name="pk_undelivered"),
    )


def downgrade() -> None:
    """Nothing goes back: a newer version's tables serve an older one."""
    raise NotImplementedError
