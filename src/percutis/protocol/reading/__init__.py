"""The protocol as people read it: entries in words, on the terminal and as a book."""
