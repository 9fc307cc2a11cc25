"""The GitHub App: signed webhooks in, durable jobs, reviews out. The only folder that uses FastAPI, SQLAlchemy and DBOS."""
