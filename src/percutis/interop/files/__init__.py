"""Reads intake, session and check-in files (YAML or JSON) into domain values; names every problem at once.

`source` reads text into one mapping, `shapes` say what a file may hold, `words` which words exist, and
`intake`, `session` and `checkin` turn the shapes into the values of `percutis.domain`.
"""
