"""Text → model: SQL and Drizzle readers, and the canonical forms of types and expressions that they share."""
