"""When something was, as it was said: the last time, or since when."""

from collections.abc import Mapping
from datetime import date

from percutis.domain.edition.texts import Texts
from percutis.interop.phrases import load_phrases
from percutis.interop.wording import day


def when_said(one: Mapping[str, object], texts: Texts) -> str:
    """What stands of a finding or a concern: "last 3 May 2026", else "since 3 May 2026", else nothing."""
    for field in ("last", "since"):
        if written := one.get(field):
            return load_phrases(texts.language)(f"when.{field}", day=day_said(written, texts))
    return ""


def day_said(said: object, texts: Texts) -> str:
    """A date as one reads it; what is none stays as it was typed."""
    try:
        return day(date.fromisoformat(str(said)), texts) if said else ""
    except ValueError:
        return str(said)
