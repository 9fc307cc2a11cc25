import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, serial, text, timestamp, uniqueIndex, vector } from "drizzle-orm/pg-core";

export const articles = pgTable(
  "articles",
  {
    id: serial("id").primaryKey(),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    body: jsonb("body"),
    views: integer("views").default(0),
    published: boolean("published").default(false),
    publishedAt: timestamp("published_at"),
    deletedAt: timestamp("deleted_at"),
    embedding: vector("embedding", { dimensions: 3 }),
  },
  (t) => [
    index().on(t.title, t.views),
    index("articles_newest").on(t.publishedAt.desc()),
    index("articles_nulls").on(t.views.desc().nullsFirst(), t.title.asc().nullsLast(), t.slug.nullsFirst()),
    index("articles_pattern").on(t.slug.op("text_pattern_ops")),
    index("articles_body").using("gin", t.body),
    index("articles_path").using("gin", t.body.op("jsonb_path_ops")),
    index("articles_vector").using("hnsw", t.embedding.op("vector_cosine_ops")).with({ m: 16 }),
    index("articles_lower").on(sql`lower(${t.title})`),
    index("articles_latest").on(desc(t.publishedAt), t.id),
    index("articles_told").on(sql`${t.views} desc nulls last`, sql`${t.slug} COLLATE "C"`),
    index("articles_words").using("gin", sql`${t.title} gin_trgm_ops`, sql`lower(${t.slug}) gin_trgm_ops`),
    index("articles_found").using("gin", sql`to_tsvector('english', ${t.title})`),
    index("articles_mixed").on(t.published, sql`coalesce(${t.views}, 0)`),
    index("articles_brin").using("brin", t.publishedAt),
    index("articles_only").onOnly(t.publishedAt).concurrently(),
    uniqueIndex("articles_slug").on(t.slug).where(sql`${t.deletedAt} is null`),
    uniqueIndex("articles_live").on(t.title).where(isNull(t.deletedAt)),
    index("articles_hot").on(t.id).where(sql`${t.published} = true and ${t.views} > 100`),
    uniqueIndex().on(t.slug, t.publishedAt),
  ],
);

export const plain = pgTable("plain", { id: serial("id").primaryKey(), a: integer("a"), b: integer("b") }, (t) => ({
  first: index("plain_a").on(t.a).where(and(isNull(t.a), eq(t.a, t.b))!),
}));
