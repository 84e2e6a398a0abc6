"""How large and how deep an input file may be, and how that is said when it is refused."""

from percutis.interop.opening import Opening

INPUT = Opening(1_000_000, "a UTF-8 text file of at most 1 MB that holds one YAML or JSON mapping")
DEEPEST = 20
ALLOWED = INPUT.allowed
