"""The use case: what is read on which side, what is said of what could not be read, and the verdict."""

from datetime import date

import pytest

from bot.config import Config, load_config
from bot.errors import ConfigError
from bot.lint import default_rules
from bot.model import Conclusion, Effect, Review, Side, Unread, UnreadReason, change_kind, change_object
from bot.review import review
from tests.trees import MemoryTree

RULES = default_rules()
CONFIG = """\
projects:
  - name: shop
    dialect: postgresql
    migrations: {path: migrations}
"""
DRIZZLE = CONFIG + "    schema: [schema.ts]\n"
USERS = "CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);\n"
USERS_TS = """\
import { bigint, pgTable, text } from "drizzle-orm/pg-core";

export const users = pgTable("users", {
  id: bigint("id", { mode: "number" }).primaryKey(),
  email: text("email").notNull(),
});
"""


def run(before: dict[str, str], after: dict[str, str], *, config: str = CONFIG, tip: dict[str, str] | None = None) -> Review:
    base, head = MemoryTree("base", dict(before)), MemoryTree("head", dict(after))
    target = base if tip is None else MemoryTree("tip", dict(tip))
    return review(base, head, tip=target, config=load_config(config, "config.yml"), rules=RULES, today=date(2026, 1, 1))


def changes(result: Review) -> list[tuple[str, str]]:
    return [(change_kind(reviewed.change), change_object(reviewed.change)) for reviewed in result.projects[0].changes]


def test_nothing_changed_is_a_success_without_a_word():
    result = run({"migrations/1.sql": USERS}, {"migrations/1.sql": USERS})
    assert result.conclusion is Conclusion.SUCCESS
    assert not changes(result)
    assert not result.projects[0].problems
    assert not result.projects[0].checklist


def test_the_migrations_are_the_schema_where_there_is_no_other():
    result = run({"migrations/1.sql": USERS}, {"migrations/1.sql": USERS, "migrations/2.sql": "ALTER TABLE users DROP COLUMN email;\n"})
    assert changes(result) == [("drop-column", "users.email")]
    (dropped,) = [finding for finding in result.projects[0].findings if finding.rule == "dropped-column"]
    assert {(place.side, place.span.path, place.span.line) for place in dropped.places} == {
        (Side.BASE, "migrations/1.sql", 1),
        (Side.HEAD, "migrations/2.sql", 1),
    }
    assert result.conclusion is Conclusion.FAILURE


def test_a_change_and_the_statement_that_makes_it_are_one():
    after = {
        "migrations/1.sql": USERS,
        "migrations/2.sql": "ALTER TABLE users ADD COLUMN nick text;\n",
        "schema.ts": USERS_TS.replace("});", '  nick: text("nick"),\n});'),
    }
    result = run({"migrations/1.sql": USERS, "schema.ts": USERS_TS}, after, config=DRIZZLE)
    assert changes(result) == [("add-column", "users.nick")]
    assert [(place.span.path, place.span.line) for place in result.projects[0].changes[0].places] == [
        ("schema.ts", 6),
        ("migrations/2.sql", 1),
    ]


def test_what_only_a_migration_does_is_a_change_too():
    after = {"migrations/1.sql": USERS, "migrations/2.sql": "CREATE INDEX users_email ON users (email);\n", "schema.ts": USERS_TS}
    result = run({"migrations/1.sql": USERS, "schema.ts": USERS_TS}, after, config=DRIZZLE)
    assert changes(result) == [("add-index", "users:users_email")]


def test_a_check_without_a_name_in_the_migration_is_the_one_of_the_schema():
    checked = USERS_TS.replace("pgTable, text", "check, pgTable, text").replace(
        "});", "}, (t) => [check(\"users_email_check1\", sql`email <> ''`)]);"
    )
    after = {
        "migrations/1.sql": USERS,
        "migrations/2.sql": "ALTER TABLE users ADD CHECK (email <> '');\n",
        "schema.ts": 'import { sql } from "drizzle-orm";\n' + checked,
    }
    result = run({"migrations/1.sql": USERS, "schema.ts": USERS_TS}, after, config=DRIZZLE)
    assert changes(result) == [("add-check", "users:users_email_check1")]


def test_what_could_not_be_read_is_said_and_nothing_of_it_is_dropped():
    broken = USERS_TS.replace('text("email")', 'text("email"')
    result = run({"schema.ts": USERS_TS, "migrations/1.sql": USERS}, {"schema.ts": broken, "migrations/1.sql": USERS}, config=DRIZZLE)
    assert result.projects[0].problems
    assert not changes(result)
    assert result.conclusion is Conclusion.NEUTRAL


def test_an_old_problem_in_an_untouched_file_is_one_sentence_and_no_verdict():
    old = USERS + "CREATE TABEL broken (id int);\nALTER TABLE users FROBNICATE;\n"
    after = {"migrations/1.sql": old, "migrations/2.sql": "CREATE TABLE notes (id bigint PRIMARY KEY);\n"}
    result = run({"migrations/1.sql": old}, after)
    (problem,) = result.projects[0].problems
    assert dict(problem.message.values)["count"] == 2
    assert changes(result) == [("add-table", "notes")]
    assert result.conclusion is Conclusion.SUCCESS
    assert not run({"migrations/1.sql": old}, {"migrations/1.sql": old}).projects[0].problems


def test_a_schema_file_without_a_text_on_both_sides_is_said_every_time():
    link = {"schema.ts": Unread(UnreadReason.LINK)}
    base, head = MemoryTree("base", {}, unread=link), MemoryTree("head", {"real.ts": USERS_TS}, unread=link)
    config = load_config(DRIZZLE, "config.yml")
    result = review(base, head, tip=base, config=config, rules=RULES, today=date(2026, 1, 1))
    assert [problem.span.path for problem in result.projects[0].problems] == ["schema.ts"]
    assert result.conclusion is Conclusion.NEUTRAL


def test_a_migration_that_the_journal_names_and_nobody_has_makes_the_replay_incomplete():
    journal = '{"dialect": "postgresql", "entries": [{"idx": 0, "when": 1, "tag": "0000_a"}%s]}'
    before = {"migrations/meta/_journal.json": journal % "", "migrations/0000_a.sql": USERS}
    more = ', {"idx": 1, "when": 2, "tag": "0001_b"}, {"idx": 2, "when": 3, "tag": "0002_c"}'
    after = {**before, "migrations/meta/_journal.json": journal % more, "migrations/0002_c.sql": "DROP TABLE IF EXISTS users;\n"}
    result = run(before, after)
    assert any("0001_b" in str(dict(problem.message.values)) for problem in result.projects[0].problems)


def test_a_project_that_is_gone_is_said_and_its_tables_are_not_called_dropped():
    config = "version: 1\n"
    before = {"drizzle.config.ts": 'export default { dialect: "postgresql", schema: "./schema.ts" };', "schema.ts": USERS_TS}
    result = run(before, {"readme.md": "moved"}, config=config)
    assert not result.projects
    assert [dict(problem.message.values)["name"] for problem in result.problems] == ["default"]
    assert result.conclusion is Conclusion.NEUTRAL


def test_the_tip_decides_which_migrations_will_be_skipped():
    entry = '{"idx": %d, "when": %d, "tag": "%s"}'

    def files(*entries: tuple[int, int, str]) -> dict[str, str]:
        listed = ", ".join(entry % one for one in entries)
        sql = {
            f"migrations/{tag}.sql": USERS if number == 0 else f"CREATE TABLE t{number} (id bigint PRIMARY KEY);\n"
            for number, _, tag in entries
        }
        return {"migrations/meta/_journal.json": f'{{"dialect": "postgresql", "entries": [{listed}]}}', **sql}

    base, head = files((0, 1, "0000_a")), files((0, 1, "0000_a"), (1, 5, "0001_mine"))
    tip = files((0, 1, "0000_a"), (1, 9, "0001_theirs"))
    assert "migration-silently-skipped" not in {finding.rule for finding in run(base, head).projects[0].findings}
    assert "migration-silently-skipped" in {finding.rule for finding in run(base, head, tip=tip).projects[0].findings}


def test_an_unknown_rule_in_the_configuration_is_refused():
    with pytest.raises(ConfigError, match="did you mean 'dropped-table'"):
        run({}, {}, config=CONFIG + "rules: {droped-table: off}\n")


def test_a_configured_severity_decides_the_verdict():
    after = {"migrations/1.sql": USERS, "migrations/2.sql": "ALTER TABLE users DROP COLUMN email;\n"}
    before = {"migrations/1.sql": USERS}
    assert run(before, after, config=CONFIG + "rules: {dropped-column: note}\n").conclusion is Conclusion.SUCCESS
    assert run(before, after, config=CONFIG + "rules: {dropped-column: off}\n").projects[0].findings == ()
    assert run(before, after, config=CONFIG + "fail-on: never\n").conclusion is Conclusion.SUCCESS


def test_the_review_is_the_same_every_time():
    before = {"migrations/1.sql": USERS}
    after = {**before, "migrations/2.sql": "CREATE TABLE notes (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));\n"}
    assert run(before, after) == run(before, after)


def test_the_default_configuration_needs_nothing():
    sql = USERS.replace("bigint PRIMARY KEY", "bigserial PRIMARY KEY")
    base, head = MemoryTree("base", {}), MemoryTree("head", {"db/schema.sql": sql})
    result = review(base, head, tip=base, config=Config(), rules=RULES, today=date(2026, 1, 1))
    assert [(project.project.name, [change_kind(c.change) for c in project.changes]) for project in result.projects] == [
        ("db", ["add-table"])
    ]


def test_a_table_whose_migration_comes_only_now_does_not_stand_on_the_server_yet():
    made = {"migrations/1.sql": USERS + "CREATE INDEX users_email ON users (email);\n"}
    late = run({"schema.ts": USERS_TS}, {"schema.ts": USERS_TS, **made}, config=DRIZZLE)
    assert not late.projects[0].findings
    stood = run(
        {"migrations/1.sql": USERS}, {"migrations/1.sql": USERS, "migrations/2.sql": "CREATE INDEX users_email ON users (email);\n"}
    )
    assert [finding.rule for finding in stood.projects[0].findings] == ["blocking-index-creation"]


def test_a_table_that_is_dropped_and_made_again_loses_its_rows():
    again = {"migrations/1.sql": USERS, "migrations/2.sql": "DROP TABLE users;\n" + USERS}
    assert "dropped-table" in {finding.rule for finding in run({"migrations/1.sql": USERS}, again).projects[0].findings}


PRICES = """\
CREATE TABLE prices (id bigint PRIMARY KEY, shop bigint NOT NULL, day date NOT NULL, UNIQUE (shop, day));
CREATE TABLE shops (id bigint PRIMARY KEY);
"""
SALES = """\
CREATE TABLE sales (
  id bigint PRIMARY KEY,
  shop bigint REFERENCES shops (id),
  day date,
  {waiver}
  FOREIGN KEY (shop, day) REFERENCES prices (shop, day)
);
"""
WAIVER = '-- schema-review: ignore unindexed-foreign-key reason="the table stays small"'


@pytest.mark.parametrize(("waiver", "columns"), [("", ("shop", "day")), (WAIVER, ("shop",))])
def test_one_index_serves_two_findings_as_long_as_both_count(waiver: str, columns: tuple[str, ...]):
    files = {"migrations/1.sql": PRICES}
    (project,) = run(files, files | {"migrations/2.sql": SALES.format(waiver=waiver)}).projects
    (candidate,) = project.candidates
    assert candidate.columns == columns
    findings = {finding.fingerprint for finding in project.findings if finding.rule == "unindexed-foreign-key"}
    assert len(findings) == (1 if waiver else 2)
    assert candidate.finding in findings


OLD_INDEX, NEW_INDEX = (f'  index("{name}").on(table.email),\n' for name in ("old_email", "new_email"))


def indexed(index: str) -> str:
    return USERS_TS.replace("});", "}, (table) => [\n" + index + "]);").replace("bigint, ", "bigint, index, ")


def test_an_index_that_a_migration_drops_and_builds_again_is_built():
    old = {"schema.ts": indexed(OLD_INDEX), "migrations/1.sql": USERS + "CREATE INDEX old_email ON users (email);\n"}
    again = "DROP INDEX old_email;\nCREATE INDEX new_email ON users (email);\n"
    (built,) = run(old, old | {"schema.ts": indexed(NEW_INDEX), "migrations/2.sql": again}, config=DRIZZLE).projects[0].changes
    assert Effect.BUILDS_INDEX in built.effects
    assert [place.span.path for place in built.places] == ["schema.ts", "migrations/2.sql", "migrations/2.sql"]
    named = {"schema.ts": indexed(NEW_INDEX), "migrations/2.sql": "ALTER INDEX old_email RENAME TO new_email;\n"}
    (renamed,) = run(old, old | named, config=DRIZZLE).projects[0].changes
    assert not renamed.effects


def test_a_check_that_comes_with_its_column_is_judged_with_it():
    config = CONFIG.replace("postgresql", "sqlite")
    before = {"migrations/1.sql": "CREATE TABLE notes (id integer PRIMARY KEY);\n"}
    after = before | {"migrations/2.sql": "ALTER TABLE notes ADD COLUMN kind text CHECK (kind IN ('a', 'b'));\n"}
    (project,) = run(before, after, config=config).projects
    assert [change_kind(reviewed.change) for reviewed in project.changes] == ["add-column", "add-check"]
    assert not any(Effect.FAILS in reviewed.effects for reviewed in project.changes)


def test_nothing_is_said_of_the_inside_of_a_table_that_a_migration_makes_late():
    other = {"migrations/1.sql": "CREATE TABLE notes (id bigint PRIMARY KEY);\n"}
    head = {"schema.ts": USERS_TS.replace("email", "mail"), "migrations/2.sql": USERS.replace("email", "mail")}
    result = run({"schema.ts": USERS_TS, **other}, {**other, **head}, config=DRIZZLE)
    assert changes(result) == [("add-table", "users")]
    assert "dropped-column" not in {finding.rule for finding in result.projects[0].findings}


COMPUTED = USERS_TS.replace("notNull()", "notNull().default(process.env.MAIL)")


def test_an_old_problem_whose_lines_stay_the_same_is_a_remark_in_a_touched_file_too():
    beside = COMPUTED.replace("});", '  nick: text("nick"),\n});')
    result = run({"schema.ts": COMPUTED}, {"schema.ts": beside}, config=DRIZZLE)
    (remark,) = result.projects[0].problems
    assert not remark.unread
    changed = COMPUTED.replace('text("email")', 'text("mail")')
    (problem,) = run({"schema.ts": COMPUTED}, {"schema.ts": changed}, config=DRIZZLE).projects[0].problems
    assert problem.unread


def test_many_problems_of_one_sort_in_one_file_are_counted():
    columns = "".join(f'  c{number}: text("c{number}").default(process.env.C{number}),\n' for number in range(9))
    result = run({"schema.ts": USERS_TS}, {"schema.ts": USERS_TS.replace("});", columns + "});")}, config=DRIZZLE)
    first, more = result.projects[0].problems
    assert first.unread
    assert more.unread
    assert dict(more.message.values) == {"count": 8}
