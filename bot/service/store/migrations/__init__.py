"""Alembic's folder: each version is a step of the tables, in SQL that our own `check` has read."""
