"""Reviews database schema changes in pull requests, without running code and without a database."""

__version__ = "0.1.0"
