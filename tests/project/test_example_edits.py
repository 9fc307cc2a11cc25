"""The demo is no recording: edit the example's files and the comment changes accordingly."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.config import Config
from bot.content import content_folder
from bot.lint import load_rules
from bot.model import Language, Review, Severity
from bot.render import render_comment
from bot.review import review
from bot.sources import folder_tree

SCHEMA = "src/db/schema.ts"
TABLES = "drizzle/0002_coupons_and_reviews.sql"
NAME_INDEX = "drizzle/0003_products_name_index.sql"
JOURNAL = "drizzle/meta/_journal.json"
RULES = load_rules(content_folder("rules"))
CONSENT = 'ADD COLUMN "marketing_consent" boolean'
SIGNUPS = 'DROP TABLE "newsletter_signups" CASCADE;--> statement-breakpoint\n'
SIGNUPS_SECURITY = 'ALTER TABLE "newsletter_signups" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint\n'
REVIEWED_PRODUCT = 'ALTER TABLE "reviews" ADD CONSTRAINT "reviews_product_id_products_id_fk"'
VOTE_INDEX = 'CREATE INDEX "review_votes_review_id_idx"'

CODE_INDEX = 'index("coupons_code_idx").on(table.code)'
CODE_UNIQUE = 'CONSTRAINT "coupons_code_unique"'
STATUS_VALUES = """check("coupons_status_known", sql`${table.status} in ('active', 'expired')`),"""
STATUS_CHECK = """CONSTRAINT "coupons_status_known" CHECK ("coupons"."status" in ('active', 'expired'))"""


@dataclass(frozen=True)
class Edit:
    """Texts replaced in files of `after/`, and the words on one line of the comment that vanish or appear with it."""

    name: str
    texts: tuple[tuple[str, str, str], ...]
    vanish: tuple[str, ...] = ()
    appear: tuple[str, ...] = ()


EDITS = (
    Edit(
        "an index is left out",
        (
            (SCHEMA, '    index("review_votes_review_id_idx").on(table.reviewId),\n', ""),
            (TABLES, f'{VOTE_INDEX} ON "review_votes" USING btree ("review_id");--> statement-breakpoint\n', ""),
        ),
        appear=("unindexed-foreign-key", "review_votes"),
    ),
    Edit(
        "the missing index is added",
        (
            (SCHEMA, '    index("reviews_user_id_idx").on(table.userId),', '    index("reviews_product_id_idx").on(table.productId),'),
            (
                TABLES,
                'INDEX "reviews_user_id_idx" ON "reviews" USING btree ("user_id")',
                'INDEX "reviews_product_id_idx" ON "reviews" ("product_id")',
            ),
        ),
        vanish=("duplicate-index", "reviews"),
    ),
    Edit(
        "a reference is left out",
        (
            (SCHEMA, '      .references(() => products.id, { onDelete: "cascade" }),', ","),
            (TABLES, REVIEWED_PRODUCT, f"-- {REVIEWED_PRODUCT}"),
        ),
        vanish=("unindexed-foreign-key", "reviews_product_id_products_id_fk"),
    ),
    Edit(
        "the migration is left out",
        ((JOURNAL, '"tag": "0002_coupons_and_reviews"', '"tag": "0001_newsletter"'),),
        appear=("migration-not-in-journal", "0002_coupons_and_reviews"),
    ),
    Edit(
        "a type fits its target",
        (
            (SCHEMA, 'userId: integer("user_id")', 'userId: bigint("user_id", { mode: "number" })'),
            (TABLES, '"user_id" integer', '"user_id" bigint'),
        ),
        vanish=("foreign-key-type-mismatch",),
    ),
    Edit(
        "money is counted in cents",
        (
            (SCHEMA, 'discountAmount: doublePrecision("discount_amount")', 'discountAmount: integer("discount_amount")'),
            (TABLES, '"discount_amount" double precision', '"discount_amount" integer'),
        ),
        vanish=("floating-point-money",),
    ),
    Edit(
        "the dropped column stays",
        (
            (
                SCHEMA,
                '    isActive: boolean("is_active")',
                '    legacyCode: varchar("legacy_code", { length: 24 }),\n    isActive: boolean("is_active")',
            ),
            (TABLES, 'ALTER TABLE "products" DROP COLUMN "legacy_code";', ""),
        ),
        vanish=("dropped-column", "legacy_code"),
    ),
    Edit(
        "a required column gets a default",
        (
            (SCHEMA, 'boolean("marketing_consent").notNull()', 'boolean("marketing_consent").notNull().default(false)'),
            (TABLES, f"{CONSENT} NOT NULL", f"{CONSENT} DEFAULT false NOT NULL"),
        ),
        vanish=("required-column-without-default",),
    ),
    Edit("a migration gets a time of its own", ((JOURNAL, "1790676224766", "1794990132766"),), vanish=("migration-silently-skipped",)),
    Edit(
        "an index is built without CONCURRENTLY",
        ((NAME_INDEX, "INDEX CONCURRENTLY", "INDEX"),),
        vanish=("concurrently-in-transaction",),
        appear=("long-work-under-lock", "and 4 more"),
    ),
    Edit(
        "a table gets a primary key",
        (
            (
                SCHEMA,
                '    index("review_votes_review_id_idx").on(table.reviewId),',
                "    primaryKey({ columns: [table.reviewId, table.userId] }),",
            ),
            (TABLES, '"is_helpful" boolean NOT NULL', '"is_helpful" boolean NOT NULL, PRIMARY KEY ("review_id", "user_id")'),
            (TABLES, VOTE_INDEX, f"-- {VOTE_INDEX}"),
        ),
        vanish=("missing-primary-key",),
    ),
    Edit(
        "a waiver is taken back",
        ((SCHEMA, "// schema-review: ignore unindexed-foreign-key", "// moderators:"),),
        vanish=("waived", "unindexed-foreign-key"),
        appear=("unindexed-foreign-key", "no index starts with `moderator_id`"),
    ),
    Edit(
        "a status gets its values",
        ((SCHEMA, CODE_INDEX, f"{STATUS_VALUES}\n    {CODE_INDEX}"), (TABLES, CODE_UNIQUE, f"{STATUS_CHECK},\n\t{CODE_UNIQUE}")),
        vanish=("coupons.status",),
    ),
    Edit(
        "a dropped table stays",
        ((TABLES, SIGNUPS_SECURITY, ""), (TABLES, SIGNUPS, "")),
        vanish=("dropped-table", "0002_coupons_and_reviews.sql"),
    ),
)


def judged(before: Path, after: Path) -> Review:
    base = folder_tree(before)
    return review(base, folder_tree(after), tip=base, config=Config(), rules=RULES, today=date(2026, 11, 21))


def comment(before: Path, after: Path, language: Language = "en") -> str:
    return render_comment(judged(before, after), language)


def says(text: str, words: tuple[str, ...]) -> bool:
    """Whether one line of the comment holds all the words."""
    return any(all(word in line for word in words) for line in text.splitlines())


@pytest.fixture(scope="module")
def original(example: Path) -> str:
    return comment(example / "before", example / "after")


@pytest.fixture
def edited(example: Path, tmp_path: Path) -> Callable[[Edit], str]:
    """The comment on the example after an edit of its head side."""

    def apply(edit: Edit) -> str:
        shutil.copytree(example / "after", tmp_path / "after")
        for name, old, new in edit.texts:
            path = tmp_path / "after" / name
            text = path.read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{name} holds {old!r} {text.count(old)} times"
            path.write_text(text.replace(old, new), encoding="utf-8")
        return comment(example / "before", tmp_path / "after")

    return apply


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit_changes_the_comment(edit: Edit, original: str, edited: Callable[[Edit], str]) -> None:
    changed = edited(edit)
    if edit.vanish:
        assert says(original, edit.vanish)
        assert not says(changed, edit.vanish), changed
    if edit.appear:
        assert not says(original, edit.appear)
        assert says(changed, edit.appear), changed


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_example_shows_most_rules(example: Path, language: Language) -> None:
    text = comment(example / "before", example / "after", language)
    shown = {rule.name for rule in RULES if f"`{rule.name}`" in text}
    assert len(shown) >= 14, sorted(shown)


def test_the_example_fills_every_part_of_a_review(example: Path) -> None:
    (project,) = judged(example / "before", example / "after").projects
    empty = {
        part for part in ("changes", "findings", "candidates", "questions", "checklist", "waived", "existing") if not getattr(project, part)
    }
    assert not empty
    assert not project.problems
    assert {finding.severity for finding in project.findings} == set(Severity)


def test_nothing_changed_is_nothing_to_say(example: Path) -> None:
    same = judged(example / "before", example / "before")
    assert not any(project.changes or project.findings for project in same.projects)
