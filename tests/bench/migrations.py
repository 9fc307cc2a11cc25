"""Ordinary migration SQL of any size: tables, later alterations, keys, indexes, a type, comments, and some rows."""

from collections.abc import Iterator
from itertools import count
from string import Template

MEGABYTE = 1_000_000

# one "feature" as a project writes it over its life: about 2.4 kB and 20 statements
FEATURE = """
CREATE TYPE "public"."stage_$n" AS ENUM('draft', 'open', 'closed', 'archived');--> statement-breakpoint
CREATE TABLE "item_$n" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"parent_id" bigint,
	"owner_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" varchar(80) DEFAULT '' NOT NULL,
	"code" varchar(20) NOT NULL,
	"stage" "stage_$n" DEFAULT 'draft' NOT NULL,
	"note" text,
	"is_active" boolean DEFAULT true NOT NULL,
	"amount" numeric(12, 2) NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "item_${n}_code_unique" UNIQUE("code"),
	CONSTRAINT "item_${n}_amount" CHECK ("item_$n"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS item_${n}_line (
  item_id bigint NOT NULL REFERENCES item_$n (id) ON DELETE CASCADE,
  line_no integer NOT NULL,
  product_code varchar(40) NOT NULL,
  quantity integer NOT NULL DEFAULT 1 CHECK (quantity > 0),
  price numeric(12, 2) NOT NULL,
  PRIMARY KEY (item_id, line_no)
);
ALTER TABLE "item_$n" ADD CONSTRAINT "item_${n}_parent_id_fk" FOREIGN KEY ("parent_id")
  REFERENCES "public"."item_$before"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "item_${n}_parent_id_idx" ON "item_$n" USING btree ("parent_id");--> statement-breakpoint
CREATE UNIQUE INDEX item_${n}_open_idx ON item_$n (owner_id, lower(name)) WHERE stage = 'open';
-- the shop asked for it: what was paid stands beside what was due
ALTER TABLE item_$n ADD COLUMN paid numeric(12, 2) NOT NULL DEFAULT 0, ADD COLUMN paid_at timestamptz;
ALTER TABLE item_$n ALTER COLUMN note SET DEFAULT '';
UPDATE item_$n SET note = '' WHERE note IS NULL;
ALTER TABLE item_$n ALTER COLUMN note SET NOT NULL;
ALTER TABLE item_$n ALTER COLUMN code TYPE varchar(40);
ALTER TABLE item_$n RENAME COLUMN details TO attributes;
COMMENT ON TABLE item_$n IS 'One thing that is sold; the lines stand in item_${n}_line';
COMMENT ON COLUMN item_$n.paid IS 'in the currency of the shop';
INSERT INTO item_$n (name, code, amount) VALUES ('first', 'A-$n-1', 10.50), ('second', 'A-$n-2', 12), ('it''s the third', 'A-$n-3', 0);
INSERT INTO item_${n}_line (item_id, line_no, product_code, price) SELECT id, 1, code, amount FROM item_$n WHERE stage = 'draft';
CREATE VIEW item_${n}_open AS SELECT i.id, i.name, sum(l.price * l.quantity) AS total
  FROM item_$n i LEFT JOIN item_${n}_line l ON l.item_id = i.id GROUP BY i.id, i.name;
DROP INDEX item_${n}_parent_id_idx;
"""


def features() -> Iterator[str]:
    """One feature after the other; the tables of each refer to those before."""
    return (Template(FEATURE).substitute(n=number, before=max(number - 1, 0)) for number in count())


def migration_sql(size: int) -> str:
    """At least that many characters of PostgreSQL migrations, ended with a whole feature."""
    written, length = [], 0
    for feature in features():
        if length >= size:
            break
        written.append(feature)
        length += len(feature)
    return "".join(written)


def rows(count: int) -> str:
    """A table and that many INSERTs of one row each, as a dump or a seed writes them."""
    insert = "INSERT INTO place (id, name, code, area) VALUES ({0}, 'place no. {0}', 'P-{0}', {0}.25);\n"
    table = "CREATE TABLE place (id bigint PRIMARY KEY, name text NOT NULL, code text, area numeric);\n"
    return table + "".join(insert.format(number) for number in range(count))
