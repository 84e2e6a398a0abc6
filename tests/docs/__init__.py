"""The documents: those that are generated are current, and what they tell the reader to run, runs."""
