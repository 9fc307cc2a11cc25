"""What a DROP takes along, by its words and the schema it meets."""

import pytest

from bot.effects.dragged import dragged, dragged_triggers
from bot.effects.emptied import rows_emptied
from bot.model import Dialect, change_object
from bot.parse.sql import replay

BASE = """
CREATE TYPE mood AS ENUM ('fine', 'sad');
CREATE SEQUENCE numbers;
CREATE TABLE customers (id integer PRIMARY KEY, feels mood, number integer DEFAULT nextval('numbers'));
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer, CONSTRAINT orders_fk FOREIGN KEY (customer_id) REFERENCES customers (id));
CREATE TABLE lines (id integer PRIMARY KEY, order_id integer REFERENCES orders (id));
CREATE TABLE days (day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE days_2026 PARTITION OF days FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE VIEW names AS SELECT id FROM customers;
CREATE VIEW names_again AS SELECT id FROM names;
CREATE SCHEMA billing;
CREATE TABLE billing.invoices (id integer PRIMARY KEY);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
"""


def first_step(text: str):
    base = replay([("base.sql", BASE)], dialect=Dialect.POSTGRESQL)
    head = replay([("head.sql", text)], dialect=Dialect.POSTGRESQL, start=base.schema)
    assert not base.problems
    return head.steps[0], base.schema


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("DROP TABLE customers CASCADE", {"orders:orders_fk", "names", "names_again"}),
        ("DROP TABLE customers, orders CASCADE", {"lines:lines_order_id_fkey", "names", "names_again"}),
        ("DROP TABLE lines CASCADE", set()),
        ("DROP TABLE days", {"days_2026"}),
        ("DROP TYPE mood CASCADE", {"customers.feels"}),
        ("DROP SCHEMA billing CASCADE", {"billing.invoices"}),
        ("DROP SEQUENCE numbers CASCADE", {"customers.number"}),
        ("DROP VIEW names CASCADE", {"names_again"}),
        ("ALTER TABLE customers DROP CONSTRAINT customers_pkey CASCADE", {"orders:orders_fk"}),
        ("ALTER TABLE orders DROP COLUMN customer_id", set()),
        ("ALTER TABLE orders DROP CONSTRAINT orders_fk", set()),
    ],
)
def test_what_goes_without_being_named(text, objects):
    step, _ = first_step(text)
    assert {change_object(change) for change in dragged(step)} == objects


@pytest.mark.parametrize(("text", "triggers"), [("DROP FUNCTION touch() CASCADE", ["touched"]), ("DROP FUNCTION touch()", [])])
def test_a_function_takes_its_triggers_along(text, triggers):
    step, _ = first_step(text)
    assert [trigger.name for _, trigger in dragged_triggers(step)] == triggers


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("TRUNCATE customers CASCADE", ["customers", "orders", "lines"]),
        ('TRUNCATE TABLE ONLY "lines", billing.invoices RESTART IDENTITY', ["lines", "billing.invoices"]),
        ("DELETE FROM lines", ["lines"]),
        ("DELETE FROM lines WHERE true", ["lines"]),
        ("DELETE FROM lines WHERE id > 5", []),
        ("WITH moved AS (DELETE FROM lines RETURNING *) INSERT INTO orders SELECT id FROM moved", []),
        ("INSERT INTO lines SELECT 1 ON CONFLICT (id) DO UPDATE SET order_id = 1", []),
    ],
)
def test_which_tables_are_emptied(text, tables):
    step, base = first_step(text)
    assert [table.full_name for table in rows_emptied(step, base)] == tables
