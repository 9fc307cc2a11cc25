import { pgTable, text } from "drizzle-orm/pg-core";
import { people } from "./people";
import { key, KINDS, owner, timestamps } from "./shared";

const { updatedAt, ...others } = timestamps;

export const pets = pgTable("pets", (t) => ({
  ...key(),
  kind: text("kind", { enum: KINDS }).notNull().default(KINDS[0]),
  name: t.varchar({ length: 40 }),
  ownerId: owner(() => people.id),
  changedAt: updatedAt,
  ...others,
}));
