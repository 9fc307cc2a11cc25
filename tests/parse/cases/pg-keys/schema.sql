CREATE TABLE "authors" (
	"id" serial PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"handle" text,
	"mentor_id" integer,
	"age" integer,
	CONSTRAINT "authors_email_unique" UNIQUE("email"),
	CONSTRAINT "one_handle" UNIQUE NULLS NOT DISTINCT("handle"),
	CONSTRAINT "grown_up" CHECK ("authors"."age" >= 18),
	CONSTRAINT "named" CHECK ("authors"."email" <> '' AND "authors"."handle" IS NOT NULL)
);
--> statement-breakpoint
CREATE TABLE "books" (
	"isbn" text,
	"edition" integer,
	"author_id" integer NOT NULL,
	"title" text NOT NULL,
	CONSTRAINT "books_isbn_edition_pk" PRIMARY KEY("isbn","edition"),
	CONSTRAINT "books_author_id_title_unique" UNIQUE("author_id","title"),
	CONSTRAINT "loose_title" UNIQUE NULLS NOT DISTINCT("title","edition")
);
--> statement-breakpoint
CREATE TABLE "loans" (
	"id" uuid,
	"isbn" text NOT NULL,
	"edition" integer NOT NULL,
	"parent_id" uuid,
	CONSTRAINT "loans_key" PRIMARY KEY("id")
);
--> statement-breakpoint
ALTER TABLE "authors" ADD CONSTRAINT "authors_mentor_id_authors_id_fk" FOREIGN KEY ("mentor_id") REFERENCES "public"."authors"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "books" ADD CONSTRAINT "books_author_id_authors_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."authors"("id") ON DELETE cascade ON UPDATE restrict;--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_isbn_edition_books_isbn_edition_fk" FOREIGN KEY ("isbn","edition") REFERENCES "public"."books"("isbn","edition") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_parent" FOREIGN KEY ("parent_id") REFERENCES "public"."loans"("id") ON DELETE no action ON UPDATE cascade;