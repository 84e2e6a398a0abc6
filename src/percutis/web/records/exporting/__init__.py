"""Taking out what is kept, in open formats: one patient, or a whole clinic. docs/records.md describes every file."""
