"""The queries that read PostgreSQL's catalogue; `{spaces}` is the condition on pg_namespace n."""


# what an extension brings along is nobody's migration
def own(oid: str, catalog: str) -> str:
    """The condition that leaves out what an extension brings along: it is nobody's migration."""
    own = f"SELECT FROM pg_depend e WHERE e.objid = {oid} AND e.classid = '{catalog}'::regclass AND e.deptype = 'e'"
    return f"{{spaces}} AND NOT EXISTS ({own})"


TABLES = f"""
SELECT c.oid, n.nspname AS space, c.relname AS name, c.relpersistence = 'u' AS unlogged, c.reloptions AS options,
  pg_get_partkeydef(c.oid) AS partition, pg_get_expr(c.relpartbound, c.oid) AS bounds, obj_description(c.oid, 'pg_class') AS comment,
  c.relrowsecurity AS secured, c.relforcerowsecurity AS forced,
  ARRAY(SELECT ARRAY[pn.nspname, p.relname]::text[] FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
    JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) AS parents
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND {own("c.oid", "pg_class")}
"""
COLUMNS = """
SELECT a.attrelid AS owner, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null,
  pg_get_expr(d.adbin, d.adrelid) AS value, a.attgenerated AS generated, a.attidentity AS identity, a.attinhcount > 0 AND NOT a.attislocal
  AS inherited, CASE WHEN a.attcollation <> t.typcollation THEN co.collname END AS collation, col_description(c.oid, a.attnum) AS comment,
  t.typname AS type_name, tn.nspname AS type_space, t.typtype AS type_kind, et.typname AS element_name, en.nspname AS element_space,
  et.typtype AS element_kind, NOT EXISTS (SELECT FROM pg_constraint nn WHERE nn.conrelid = a.attrelid AND nn.contype = 'n'
  AND nn.conkey = ARRAY[a.attnum] AND NOT nn.convalidated) AS not_null_validated,
  s.oid AS sequence, sc.relname AS sequence_name, sn.nspname AS sequence_space
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid JOIN pg_namespace tn ON tn.oid = t.typnamespace
LEFT JOIN pg_type et ON et.oid = t.typelem AND t.typcategory = 'A' LEFT JOIN pg_namespace en ON en.oid = et.typnamespace
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum LEFT JOIN pg_collation co ON co.oid = a.attcollation
LEFT JOIN LATERAL (SELECT y.objid AS oid FROM pg_depend y JOIN pg_class z ON z.oid = y.objid AND z.relkind = 'S'
  WHERE y.refobjid = a.attrelid AND y.refobjsubid = a.attnum AND y.classid = 'pg_class'::regclass AND y.deptype IN ('a', 'i')
  ORDER BY y.objid LIMIT 1) s ON true
LEFT JOIN pg_class sc ON sc.oid = s.oid LEFT JOIN pg_namespace sn ON sn.oid = sc.relnamespace
WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND {spaces} ORDER BY a.attrelid, a.attnum
"""
CONSTRAINTS = """
SELECT k.conrelid AS owner, k.conname AS name, k.contype AS kind, k.convalidated AS validated, k.condeferrable AS can_wait,
  k.condeferred AS waits, k.connoinherit AS no_inherit, k.coninhcount > 0 AND NOT k.conislocal AS inherited, k.confdeltype AS on_delete,
  k.confupdtype AS on_update, k.confmatchtype AS matching, k.conindid AS index, fn.nspname AS target_space, f.relname AS target,
  pg_get_expr(k.conbin, k.conrelid) AS expression,
  ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u (number, place) JOIN pg_attribute a
    ON a.attrelid = k.conrelid AND a.attnum = u.number ORDER BY u.place) AS columns,
  ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u (number, place) JOIN pg_attribute a
    ON a.attrelid = k.confrelid AND a.attnum = u.number ORDER BY u.place) AS target_columns,
  ARRAY(SELECT o.oprname::text FROM unnest(k.conexclop) WITH ORDINALITY u (number, place) JOIN pg_operator o ON o.oid = u.number
    ORDER BY u.place) AS operators
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class f ON f.oid = k.confrelid LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
WHERE {spaces}
"""
INDEXES = """
SELECT x.indrelid AS owner, x.indexrelid AS oid, i.relname AS name, x.indisunique AS is_unique, m.amname AS method, x.indnkeyatts AS keys,
  pg_get_expr(x.indpred, x.indrelid) AS predicate, coalesce((to_jsonb(x) ->> 'indnullsnotdistinct')::boolean, false) AS not_distinct,
  EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x')) AS constrained,
  ARRAY(SELECT pg_get_indexdef(x.indexrelid, place, false) FROM generate_series(1, x.indnatts) place) AS texts,
  ARRAY(SELECT a.attname::text FROM generate_series(0, x.indnatts - 1) place LEFT JOIN pg_attribute a
    ON a.attrelid = x.indrelid AND a.attnum = x.indkey[place] AND a.attnum > 0 ORDER BY place) AS columns,
  ARRAY(SELECT x.indoption[place] FROM generate_series(0, x.indnkeyatts - 1) place) AS options,
  ARRAY(SELECT CASE WHEN NOT o.opcdefault THEN o.opcname::text END FROM generate_series(0, x.indnkeyatts - 1) place
    JOIN pg_opclass o ON o.oid = x.indclass[place] ORDER BY place) AS opclasses,
  ARRAY(SELECT CASE WHEN x.indcollation[place] <> ia.attcollation OR (x.indkey[place] = 0 AND co.collname <> 'default')
      THEN co.collname::text END
    FROM generate_series(0, x.indnkeyatts - 1) place LEFT JOIN pg_attribute ia ON ia.attrelid = x.indrelid AND ia.attnum = x.indkey[place]
    AND ia.attnum > 0 LEFT JOIN pg_collation co ON co.oid = x.indcollation[place] ORDER BY place) AS collations
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = i.relam
WHERE c.relpersistence <> 't' AND {spaces}
"""
POLICIES = """
SELECT p.polrelid AS owner, p.polname AS name, p.polpermissive AS permissive, p.polcmd AS command,
  pg_get_expr(p.polqual, p.polrelid) AS seen, pg_get_expr(p.polwithcheck, p.polrelid) AS checked,
  ARRAY(SELECT CASE WHEN u.role = 0 THEN 'public' ELSE pg_get_userbyid(u.role)::text END FROM unnest(p.polroles) u (role)) AS roles
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {spaces}
"""
TRIGGERS = """
SELECT t.tgrelid AS owner, t.tgname AS name, pn.nspname AS space, p.proname AS routine
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_proc p ON p.oid = t.tgfoid
JOIN pg_namespace pn ON pn.oid = p.pronamespace WHERE NOT t.tgisinternal AND {spaces}
"""
ENUMS = f"""
SELECT n.nspname AS space, t.typname AS name,
  ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS values
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e' AND {own("t.oid", "pg_type")}
"""
DOMAINS = f"""
SELECT t.oid, n.nspname AS space, t.typname AS name, format_type(t.typbasetype, t.typtypmod) AS type, t.typnotnull AS not_null,
  pg_get_expr(t.typdefaultbin, 0) AS value,
  ARRAY(SELECT ARRAY[k.conname::text, pg_get_expr(k.conbin, 0), k.convalidated::text] FROM pg_constraint k
    WHERE k.contypid = t.oid AND k.contype = 'c') AS checks
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'd' AND {own("t.oid", "pg_type")}
"""
TYPES = f"""
SELECT n.nspname AS space, t.typname AS name, CASE t.typtype WHEN 'c' THEN 'composite' WHEN 'r' THEN 'range' ELSE 'base' END AS kind
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE (t.typtype = 'r' OR c.relkind = 'c' OR (t.typtype = 'p' AND NOT t.typisdefined)) AND {own("t.oid", "pg_type")}
"""
VIEWS = f"""
SELECT c.oid, n.nspname AS space, c.relname AS name, c.relkind = 'm' AS materialized, pg_get_viewdef(c.oid) AS definition,
  obj_description(c.oid, 'pg_class') AS comment,
  ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attnum) AS columns
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm') AND {own("c.oid", "pg_class")}
"""
SEQUENCES = f"""
SELECT n.nspname AS space, c.relname AS name, c.oid, format_type(s.seqtypid, NULL) AS size, s.seqincrement::text AS increment,
  s.seqmin::text AS minvalue, s.seqmax::text AS maxvalue, s.seqstart::text AS start, s.seqcache::text AS cache,
  CASE WHEN s.seqcycle THEN 'yes' ELSE 'no' END AS cycle, t.relname AS owner_table, tn.nspname AS owner_space, a.attname AS owner_column
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend d ON d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
LEFT JOIN pg_class t ON t.oid = d.refobjid LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE c.relpersistence <> 't' AND {own("c.oid", "pg_class")}
"""
ROUTINES = f"""
SELECT n.nspname AS space, p.proname AS name, CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END
  AS kind, ARRAY(SELECT format_type(u.type, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY u (type, place) ORDER BY place) AS arguments
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {own("p.oid", "pg_proc")}
  AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.objid = p.oid AND i.classid = 'pg_proc'::regclass AND i.deptype = 'i')
"""
NAMESPACES = "SELECT n.nspname AS space FROM pg_namespace n WHERE {spaces}"
