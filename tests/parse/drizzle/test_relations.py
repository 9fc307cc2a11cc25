"""Relations that programs query by, of both lines."""

from bot.model import Dialect, Relation
from bot.parse.drizzle import read_drizzle
from tests.trees import MemoryTree

TABLES = """
import { defineRelations, relations } from "drizzle-orm";
import { integer, pgSchema, pgTable } from "drizzle-orm/pg-core";

export const users = pgTable("users", { id: integer("id").primaryKey(), invitedBy: integer("invited_by") });
export const posts = pgSchema("blog").table("posts", { id: integer("id").primaryKey(), authorId: integer("author_id") });
"""


def relations_of(declared: str) -> dict[str, Relation]:
    schema = read_drizzle(MemoryTree("head", {"schema.ts": TABLES + declared}), ["schema.ts"], dialect=Dialect.POSTGRESQL)
    assert not schema.unread
    return {f"{relation.table}.{relation.name}": relation for relation in schema.relations}


def test_relations_of_a_table_name_their_columns() -> None:
    found = relations_of("""
export const postsRelations = relations(posts, ({ one }) => ({
  author: one(users, { fields: [posts.authorId], references: [users.id], relationName: "author" }),
}));
""")
    (author,) = found.values()
    assert (author.table, author.target, author.is_many, author.alias) == ("blog.posts", "users", False, "author")
    assert (author.columns, author.target_columns) == (("author_id",), ("id",))
    assert author.span.line == 9


def test_the_many_side_leaves_the_columns_to_the_other() -> None:
    found = relations_of("""
export const usersRelations = relations(users, (r) => ({
  posts: r.many(posts),
  inviter: r.one(users, { fields: [users.invitedBy], references: [users.id] }),
}));
""")
    assert (found["users.posts"].is_many, found["users.posts"].columns) == (True, ())
    assert found["users.inviter"].target == "users"


def test_relations_of_all_tables_at_once() -> None:
    found = relations_of("""
export const all = defineRelations({ users, posts }, (r) => ({
  users: { posts: r.many.posts({ from: r.users.id, to: r.posts.authorId }) },
  posts: { author: r.one.users({ from: [r.posts.authorId], to: [r.users.id], alias: "author" }) },
}));
""")
    assert found["users.posts"].is_many
    assert (found["users.posts"].columns, found["users.posts"].target_columns) == (("id",), ("author_id",))
    assert (found["blog.posts.author"].target, found["blog.posts.author"].alias) == ("users", "author")


def test_what_leads_over_a_third_table_is_not_known() -> None:
    found = relations_of("""
export const all = defineRelations({ users, posts }, (r) => ({
  users: { all: r.many.posts({ from: r.users.id.through(r.posts.id), to: r.posts.id }) },
}));
""")
    assert found["users.all"].columns is None
    assert found["users.all"].target_columns == ("id",)


def test_a_target_that_is_not_read_is_not_known() -> None:
    found = relations_of('import { teams } from "@acme/teams";\nexport const r = relations(users, ({ one }) => ({ team: one(teams) }));')
    assert found["users.team"].target is None
