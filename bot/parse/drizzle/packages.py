"""The modules that drizzle-orm and drizzle-kit have: a misspelt one is no source of builders."""

# The folders and top-level files of drizzle-orm 0.45 and 1.0.0-rc.5, by the first part of the path behind the package's name.
MODULES = (
    "_relations alias arktype aws-data-api batch better-sqlite3 bun-sql bun-sqlite cache casing cockroach cockroach-core codecs "
    "column column-builder column-common d1 durable-sqlite effect-core effect-d1 effect-libsql effect-mysql2 effect-pglite "
    "effect-postgres effect-schema effect-sqlite-bun effect-sqlite-do effect-sqlite-node effect-sqlite-wasm entity errors "
    "expo-sqlite gel gel-core knex kysely libsql logger migrator mssql-core mysql-core mysql-proxy mysql2 neon neon-http "
    "neon-serverless netlify-db node-mssql node-postgres node-sqlite op-sqlite operations pg-core pg-proxy pglite "
    "planetscale-serverless postgres postgres-js primary-key prisma query-builders query-promise relations runnable-query "
    "selection-proxy session singlestore singlestore-core singlestore-proxy sql sql-js sqlite-cloud sqlite-core sqlite-proxy "
    "subquery supabase table tidb-serverless tracing tursodatabase tursodatabase-serverless tursodatabase-sync typebox "
    "typebox-legacy up-migrations utils valibot vercel-postgres version view view-common xata-http zod "
)
DRIZZLE_ORM = frozenset(MODULES.split())


def is_builtin(specifier: str) -> bool:
    """Whether an import leads to a module of Drizzle's own packages."""
    package, _, inside = specifier.partition("/")
    if package == "drizzle-kit":
        return True
    return package == "drizzle-orm" and (not inside or inside.split("/", maxsplit=1)[0].removesuffix(".js") in DRIZZLE_ORM)
