"""Reviews as durable jobs: our tables say what is owed, an engine behind five calls runs it."""
