"""What a picture may be used for: the least of what was decided for it and of what the patient has signed and not taken
back. `none` means that nobody is shown it.
"""

from collections.abc import Iterable

NONE = "none"
ORDER = (NONE, "record_only", "clinic", "publish")


def least(tiers: Iterable[str]) -> str:
    """The narrowest use among these; one that says nothing allows nothing."""
    return min((tier if tier in ORDER else NONE for tier in tiers), key=ORDER.index, default=NONE)


def within(tier: str) -> tuple[str, ...]:
    """The uses that a signature allows, the narrowest first; without one there is none."""
    return ORDER[1 : ORDER.index(tier) + 1] if tier in ORDER else ()
