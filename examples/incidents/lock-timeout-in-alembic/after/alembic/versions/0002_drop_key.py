"""drop a key"""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("SET lock_timeout = '2s'")
    op.drop_constraint("accounts_admin_fk", "accounts")
