"""Answers that must never change: one folder per edition, one file per question."""
