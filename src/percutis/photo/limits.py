"""How large a photograph may be: one limit for what is measured and for what the clinic keeps.

Imports nothing, so that whoever only asks for the limit does not wait for what measures.
"""

LEAST_PIXELS, MOST_PIXELS = 1_000_000, 50_000_000
