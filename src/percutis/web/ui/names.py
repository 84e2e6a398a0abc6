"""Names as a page writes them: in its own script where they were given in it, apart from the dates beside them."""

from typing import Any

from django.utils.translation import get_language

from percutis.interop.wording import RIGHT_TO_LEFT, marked


def called(named: Any) -> str:
    """A clinic, a patient, a user or a member of the staff by name; nobody is an empty string."""
    if not named:
        return ""
    one = getattr(named, "user", named)
    language = get_language()
    name = str((language == "ur" and one.name_ur) or one.name or one)
    return marked(name) if language in RIGHT_TO_LEFT else name
