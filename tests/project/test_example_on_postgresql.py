"""What the comment on the example says happens is what PostgreSQL does, with the migrations run as drizzle-orm's migrator runs them."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

ADD_USER = "INSERT INTO users (email, display_name) VALUES ('kim@shop.example', 'Kim')"


def pending(connection: "psycopg.Connection[Any]", folder: Path) -> list[dict[str, Any]]:
    """The journal's entries that have a later `when` than the newest that ran."""
    entries = json.loads((folder / "meta" / "_journal.json").read_text(encoding="utf-8"))["entries"]
    connection.execute("CREATE TABLE IF NOT EXISTS ran (created_at bigint)")
    newest = connection.execute("SELECT coalesce(max(created_at), 0) FROM ran").fetchall()[0][0]
    return [entry for entry in entries if entry["when"] > newest]


def migrate(connection: "psycopg.Connection[Any]", folder: Path, *, until: str = "9999") -> None:
    """Run the pending migrations, up to that tag, in one transaction."""
    entries = [entry for entry in pending(connection, folder) if entry["tag"] <= until]
    with connection.transaction():
        for entry in entries:
            for statement in (folder / f"{entry['tag']}.sql").read_text(encoding="utf-8").split("--> statement-breakpoint"):
                connection.execute(statement)
            connection.execute("INSERT INTO ran VALUES (%s)", [entry["when"]])


@pytest.fixture
def shop(postgresql: "psycopg.Connection[Any]", example: Path) -> "psycopg.Connection[Any]":
    """The shop's database before the pull request, without rows."""
    migrate(postgresql, example / "before" / "drizzle")
    return postgresql


def test_the_required_column_fails_as_soon_as_there_is_a_user(shop: "psycopg.Connection[Any]", example: Path) -> None:
    shop.execute(ADD_USER)
    with pytest.raises(psycopg.errors.NotNullViolation):
        migrate(shop, example / "after" / "drizzle", until="0002_coupons_and_reviews")


def test_concurrently_fails_in_the_migrators_transaction(shop: "psycopg.Connection[Any]", example: Path) -> None:
    with pytest.raises(psycopg.errors.ActiveSqlTransaction):
        migrate(shop, example / "after" / "drizzle")


def test_the_backfill_is_skipped_in_silence(shop: "psycopg.Connection[Any]", example: Path) -> None:
    tags = [entry["tag"] for entry in pending(shop, example / "after" / "drizzle")]
    assert tags == ["0002_coupons_and_reviews", "0003_products_name_index"]


def test_what_no_migration_makes_is_missing(shop: "psycopg.Connection[Any]", example: Path) -> None:
    migrate(shop, example / "after" / "drizzle", until="0002_coupons_and_reviews")
    columns = {name for (name,) in shop.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'orders'")}
    assert "coupon_id" in columns
    assert "gift_note" not in columns


def test_a_null_member_lets_duplicates_through(shop: "psycopg.Connection[Any]", example: Path) -> None:
    migrate(shop, example / "after" / "drizzle", until="0002_coupons_and_reviews")
    shop.execute("INSERT INTO users (email, display_name, marketing_consent) VALUES ('kim@shop.example', 'Kim', false)")
    shop.execute("INSERT INTO coupons (code, discount_amount) VALUES ('SPRING', 5)")
    for _ in range(2):
        shop.execute("INSERT INTO coupon_redemptions (coupon_id, user_id) VALUES (1, 1)")
    assert shop.execute("SELECT count(*) FROM coupon_redemptions").fetchone() == (2,)
