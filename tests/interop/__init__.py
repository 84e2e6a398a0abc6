"""Tests of the edge: files in; JSON, words, calendars and hand-outs out."""
