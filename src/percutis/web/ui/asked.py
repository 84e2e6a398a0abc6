"""What an address or a form says, read without trust: whoever changes it by hand finds nothing, and breaks nothing."""

MOST_DIGITS = 15  # fits every database's numbers, and a page of that number times the rows of a page


def whole_number(given: str | None, otherwise: int = 0) -> int:
    """The number that was given in digits, `2` or `٢`; `otherwise` for anything else, a sign or `²` included."""
    return int(given) if given and given.isdecimal() and len(given) <= MOST_DIGITS else otherwise
