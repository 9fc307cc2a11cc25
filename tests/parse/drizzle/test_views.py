"""What views show and what they read."""

import pytest

from bot.model import Dialect, View
from bot.parse.drizzle import read_drizzle
from bot.parse.queries import tables_read
from tests.trees import MemoryTree

TABLES = """
import { count, eq, sql } from "drizzle-orm";
import { integer, pgMaterializedView, pgTable, pgView, text } from "drizzle-orm/pg-core";

export const users = pgTable("users", { id: integer("id").primaryKey(), fullName: text("full_name") });
export const posts = pgTable("posts", { id: integer("id").primaryKey(), authorId: integer("author_id") });
"""


def view_of(declared: str) -> View:
    schema = read_drizzle(MemoryTree("head", {"schema.ts": TABLES + declared}), ["schema.ts"], dialect=Dialect.POSTGRESQL)
    assert not schema.unread
    return next(view for view in schema.views if view.name == "v")


QUERIES = {
    "all of a table": 'export const v = pgView("v").as((qb) => qb.select().from(users));',
    "some of two": """
export const v = pgView("v").as((qb) =>
  qb.select({ name: users.fullName, posts: count(posts.id).as("n") }).from(users).leftJoin(posts, eq(posts.authorId, users.id)),
);""",
    "text": """
export const v = pgMaterializedView("v", { total: integer("total_count") }).as(sql`select count(*) as total_count from ${users}`);""",
    "made elsewhere": 'export const v = pgView("v", { id: integer() }).existing();',
    "of a view": """
export const all = pgView("everyone").as((qb) => qb.select().from(users));
export const v = pgView("v").as((qb) => qb.select({ id: users.id }).from(all));""",
    "of a query": 'export const v = pgView("v").as((qb) => qb.select().from(qb.select().from(users).as("u")));',
    "without a name": 'export const v = pgView("v").as((qb) => qb.select({ n: sql`1` }).from(users));',
}


@pytest.mark.parametrize(
    ("query", "columns", "tables"),
    [
        ("all of a table", ("id", "full_name"), ("users",)),
        ("some of two", ("full_name", "n"), ("posts", "users")),
        ("text", ("total_count",), ("users",)),
        ("made elsewhere", ("id",), None),
        ("of a view", ("id",), ("everyone",)),
        ("of a query", None, None),
        ("without a name", None, ("users",)),
    ],
)
def test_columns_and_tables_are_known_as_far_as_they_are_static(
    query: str, columns: tuple[str, ...] | None, tables: tuple[str, ...] | None
) -> None:
    view = view_of(QUERIES[query])
    assert (view.columns, view.tables) == (columns, tables)


@pytest.mark.parametrize(
    ("query", "dialect", "tables"),
    [
        ('SELECT * FROM Users u JOIN "Posts" ON true', Dialect.POSTGRESQL, ("Posts", "users")),
        ("WITH recent AS (SELECT * FROM posts) SELECT * FROM recent", Dialect.POSTGRESQL, ("posts",)),
        ("SELECT (SELECT max(id) FROM blog.posts) FROM public.users", Dialect.POSTGRESQL, ("blog.posts", "users")),
        ("SELECT * FROM generate_series(1, 3)", Dialect.POSTGRESQL, ()),
        ("SELECT * FROM Users", Dialect.MYSQL, ("Users",)),
        ("SELECT FROM WHERE (", Dialect.SQLITE, None),
    ],
)
def test_the_tables_that_a_query_reads(query: str, dialect: Dialect, tables: tuple[str, ...] | None) -> None:
    assert tables_read(query, dialect) == tables
