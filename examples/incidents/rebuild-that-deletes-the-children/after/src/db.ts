import { Database } from "bun:sqlite";

export const sqlite = new Database("chats.db");
sqlite.exec("PRAGMA foreign_keys = ON");
