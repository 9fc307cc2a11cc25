"""The deliveries, the state of each pull request, and the hosts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "deliveries",
        sa.Column("guid", sa.String(100), nullable=False),
        sa.Column("pr", sa.String(160)),
        sa.Column("wish", sa.BigInteger()),
        sa.Column("event", sa.String(50), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("guid", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_pr_wish", "deliveries", ["pr", "wish"])
    op.create_index("ix_deliveries_at", "deliveries", ["at"])
    op.create_table(
        "pr_state",
        sa.Column("pr", sa.String(160), nullable=False),
        sa.Column("installation", sa.BigInteger(), nullable=False),
        sa.Column("repository_id", sa.BigInteger(), nullable=False),
        sa.Column("repository", sa.String(201), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("base", sa.String(64), nullable=False),
        sa.Column("wanted", sa.BigInteger(), nullable=False),
        sa.Column("taken", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("done", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("job", sa.String(200)),
        sa.Column("job_at", sa.Double(), server_default=sa.text("0"), nullable=False),
        sa.Column("run", sa.String(64)),
        sa.Column("not_before", sa.Double(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("crashes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("dead", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("changed", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("pr", name="pk_pr_state"),
    )
    op.create_index("ix_pr_state_installation_repository_id_head", "pr_state", ["installation", "repository_id", "head"])
    is_open = sa.text("wanted > done")
    op.create_index("ix_pr_state_open", "pr_state", ["job_at"], postgresql_where=is_open, sqlite_where=is_open)
    op.create_table(
        "hosts",
        sa.Column("executor", sa.String(100), nullable=False),
        sa.Column("beat", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("executor", name="pk_hosts"),
    )


def downgrade() -> None:
    """Nothing goes back: a newer version's tables serve an older one."""
    raise NotImplementedError
