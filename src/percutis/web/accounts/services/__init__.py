"""What is written about people and places of work: keyword-only, `by=`, the log in the same transaction."""
