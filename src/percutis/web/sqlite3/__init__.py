"""SQLite where writers wait in a queue: the backend of Django, and one turn after the other."""
