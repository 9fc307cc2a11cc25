BEGIN;
SET LOCAL lock_timeout = '5s';
SET statement_timeout = 0;
DO $$ BEGIN
  CREATE TYPE mood AS ENUM ('a', 'b');
EXCEPTION WHEN duplicate_object THEN null;
END $$;
DO $$ BEGIN
  CREATE TYPE mood AS ENUM ('a', 'b', 'c');
EXCEPTION
  WHEN duplicate_object THEN NULL;
END $$;
CREATE TABLE t (id integer PRIMARY KEY, mood mood);
CREATE TABLE u (id integer, t_id integer);
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'u_t_fk') THEN
    ALTER TABLE u ADD CONSTRAINT u_t_fk FOREIGN KEY (t_id) REFERENCES t (id);
  END IF;
END
$$;
DO $body$
BEGIN
  ALTER TABLE "u" ADD CONSTRAINT "u_t_fk" FOREIGN KEY ("t_id") REFERENCES "public"."t"("id") ON DELETE no action;
EXCEPTION
  WHEN duplicate_object THEN null;
END $body$ LANGUAGE plpgsql;
DO $$ BEGIN
  ALTER TABLE u ADD COLUMN again integer;
EXCEPTION WHEN duplicate_column THEN RAISE NOTICE 'there already';
END $$;
SAVEPOINT here;
INSERT INTO t VALUES (1, 'a'), (2, 'b');
UPDATE t SET mood = 'a' WHERE id = 2;
DELETE FROM u USING t WHERE u.t_id = t.id;
RELEASE SAVEPOINT here;
COMMIT;
START TRANSACTION;
TRUNCATE TABLE u;
WITH gone AS (DELETE FROM t RETURNING id) SELECT count(*) FROM gone;
END;
DO $$ BEGIN RAISE NOTICE 'nothing'; END $$;
ANALYZE t;
CREATE TABLE made (id int, name text, tenant text);
DO $$
BEGIN
  IF to_regclass('public.made') IS NOT NULL THEN
    EXECUTE 'CREATE INDEX IF NOT EXISTS made_name ON made (coalesce(name, ''none''))';
    EXECUTE 'ALTER TABLE made ADD COLUMN note text' || ' DEFAULT ''it''''s''';
  END IF;
END $$;
DO $$
DECLARE
  setting constant text := 'app.tenant';
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE policyname = 'only_own_made') THEN
    EXECUTE pg_catalog.format(
      'CREATE POLICY %I ON public.%I USING (tenant = current_setting(%L, true)::text)', 'only_own_' || 'made', 'made', setting
    );
  END IF;
  EXECUTE format('ALTER TABLE %2$s ADD CONSTRAINT %1$I CHECK (id %% 2 = 0)', 'Even', 'made');
END $$;
