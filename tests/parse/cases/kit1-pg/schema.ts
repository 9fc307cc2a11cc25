import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgEnum, pgTable, primaryKey, serial, snakeCase, text, timestamp, unique } from "drizzle-orm/pg-core";

export const mood = pgEnum("mood", ["good", "bad"]);

export const players = snakeCase.table(
  "players",
  {
    id: serial().primaryKey(),
    nickName: text().notNull().unique(),
    teamName: text(),
    mood: mood().default("good"),
    joinedAt: timestamp({ withTimezone: true }).defaultNow(),
  },
  (t) => [unique().on(t.nickName, t.teamName), index().on(t.teamName), check("named", sql`${t.nickName} <> ''`)],
);

export const scores = pgTable(
  "scores",
  {
    playerId: integer("player_id")
      .notNull()
      .references(() => players.id, { onDelete: "cascade" }),
    round: integer("round").notNull(),
    points: integer("points").array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.playerId, t.round] })],
);

export const remarksOnThePlayersOfTheTournament = pgTable(
  "remarks_on_the_players_of_the_tournament",
  { id: serial("id").primaryKey(), playerNumber: integer("player_number"), roundNumber: integer("round_number") },
  (t) => [foreignKey({ columns: [t.playerNumber, t.roundNumber], foreignColumns: [scores.playerId, scores.round] })],
);
