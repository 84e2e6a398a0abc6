"""How large and how deep an input file may be, and how that is said when it is refused."""

LARGEST_BYTES = 1_000_000
DEEPEST = 20
ALLOWED = "a UTF-8 text file of at most 1 MB that holds one YAML or JSON mapping"
