"""Sheets of paper as PDF, one file a kind: what a visit asks for before and after it, and the plan to be signed."""
