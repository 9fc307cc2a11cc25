"""What is to be tested alike of several objects is one item; what another item or a finding says already is none."""

from bot.checklist import checklist
from bot.diff import diff
from bot.effects import effects_of
from bot.model import Dialect, Item, ItemKind, Message, Project, ReviewedChange, Value
from bot.parse.sql import replay

PARENT = "CREATE TABLE parent (id bigint PRIMARY KEY);\n"
CHILD = PARENT + "CREATE TABLE child (id bigint PRIMARY KEY, parent_id bigint, a int, b int{extra});\n"
PROJECT = Project("shop", Dialect.POSTGRESQL, Message.of("", ""))


def items(before: str, after: str) -> tuple[Item, ...]:
    base, head = (replay([("a.sql", text)], dialect=Dialect.POSTGRESQL).schema for text in (before, after))
    changes = (ReviewedChange(change, (), effects_of(change, base=base, project=PROJECT)) for change in diff(base, head))
    return checklist(tuple(changes), project=PROJECT, before=base, after=head)


def named(found: tuple[Item, ...], kind: ItemKind) -> list[dict[str, Value]]:
    return [dict(item.message.values) for item in found if item.kind is kind]


def tables(count: int) -> str:
    return "".join(f"CREATE TABLE t{number:02} (id bigint PRIMARY KEY, name text NOT NULL);\n" for number in range(count))


def test_new_columns_of_one_sort_are_one_item_with_the_sql_of_each():
    (found,) = items(PARENT, PARENT + "ALTER TABLE parent ADD COLUMN a int, ADD COLUMN b int;\n")
    assert dict(found.message.values) == {"columns": ("parent.a", "parent.b")}
    assert found.object == "parent"
    assert found.sql == ('SELECT count(*) FROM "parent" WHERE "a" IS NULL;\nSELECT count(*) FROM "parent" WHERE "b" IS NULL;')


def test_the_id_of_an_item_moves_with_what_it_names_and_with_nothing_else():
    one = items(PARENT, PARENT + "ALTER TABLE parent ADD COLUMN a int;\n")
    beside = items(PARENT, PARENT + "ALTER TABLE parent ADD COLUMN a int, ADD COLUMN c int NOT NULL DEFAULT 1;\n")
    two = items(PARENT, PARENT + "ALTER TABLE parent ADD COLUMN a int, ADD COLUMN b int;\n")
    assert {item.id for item in one} < {item.id for item in beside}
    assert not {item.id for item in one} & {item.id for item in two}


def test_columns_whose_values_differ_are_items_of_their_own():
    new = PARENT.replace(");", ", a int, b int);")
    found = items(new, new + "ALTER TABLE parent ALTER a SET DEFAULT 1, ALTER b SET DEFAULT 2;\n")
    assert [dict(item.message.values)["value"] for item in found] == ["1", "2"]


def test_an_item_names_no_more_than_can_be_read_at_once():
    found = items("", tables(30))
    named = [dict(item.message.values)["tables"] for item in found]
    assert [len(names) for names in named] == [12, 12, 6]
    assert [item.object for item in found] == [", ".join(names) for names in named]


def test_what_stood_on_a_dropped_column_asks_only_who_reads_the_column():
    extra = ", UNIQUE (parent_id, a), CHECK (parent_id > 0), FOREIGN KEY (parent_id) REFERENCES parent (id)"
    found = items(CHILD.replace("{extra}", extra), CHILD.replace("{extra}", "").replace(" parent_id bigint,", ""))
    assert [(item.kind, dict(item.message.values)) for item in found] == [
        (ItemKind.CONSISTENCY, {"columns": ("child.parent_id",)}),
        (ItemKind.ROLLOUT, {"columns": ("child.parent_id",)}),
    ]


def test_columns_that_go_together_are_kept_in_one_copy():
    found = items(CHILD.replace("{extra}", ""), CHILD.replace("{extra}", "").replace(", a int, b int", ""))
    assert found[-1].sql == 'CREATE TABLE "child_a_b_backup" AS SELECT "id", "a", "b" FROM "child";'


def test_a_key_that_was_valid_before_has_no_orphans_to_look_for():
    key = ", CONSTRAINT k FOREIGN KEY (parent_id) REFERENCES parent (id)"
    before, after = CHILD.replace("{extra}", key), CHILD.replace("{extra}", key + " ON DELETE CASCADE")
    assert named(items(before, after), ItemKind.INTEGRITY) == []
    assert named(items(CHILD.replace("{extra}", ""), after), ItemKind.INTEGRITY) == [{"keys": ("child(parent_id) → parent",)}]


def test_a_part_under_another_name_asks_only_about_the_name():
    before, after = (CHILD.replace("{extra}", f", CONSTRAINT {name} CHECK (a > 0)") for name in ("old_check", "new_check"))
    (found,) = items(before, after)
    assert dict(found.message.values) == {"names": ("child:old_check → child:new_check",)}


def test_a_foreign_key_without_an_index_is_the_matter_of_its_finding():
    key = ", FOREIGN KEY (parent_id) REFERENCES parent (id)"
    bare = items(PARENT, CHILD.replace("{extra}", key))
    served = items(PARENT, CHILD.replace("{extra}", key + ", UNIQUE (parent_id)"))
    assert named(bare, ItemKind.PERFORMANCE) == []
    assert named(served, ItemKind.PERFORMANCE) == [{"keys": ("child(parent_id)",)}]


def test_a_required_column_asks_once_what_the_rows_get():
    found = items(PARENT, PARENT + "ALTER TABLE parent ADD COLUMN a int NOT NULL;\n")
    assert [(item.kind, dict(item.message.values)) for item in found] == [(ItemKind.INTEGRITY, {"columns": ("parent.a",)})]
