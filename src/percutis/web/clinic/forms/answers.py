"""The answers of one screen of questions, from the form to the draft.

A draft is an intake of the public format; whatever it holds that this screen does not ask stays as it is.
"""

from collections.abc import Collection

from django.http import QueryDict

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.words import Status
from percutis.interop.wording import label
from percutis.web.records.core.drafts import Said, answers_to

STATUSES = tuple(status.value for status in Status)
PRESENT = ("active", "past")
DATE_OF = {"active": "since", "past": "last"}


def read_findings(
    post: QueryDict, said: Said, edition: Edition, kinds: Collection[str], texts: Texts | None = None
) -> Said:
    """The draft with the answers of this screen, and the finding that was named to be added; nothing else changes."""
    added = finding_named(post.get("add", ""), edition, kinds, texts)
    answered = [kind.code for kind in edition.findings if f"{kind.code}.status" in post]
    codes = [*answered, *([added] if added and added not in answered else [])]
    before = answers_to(said, codes)
    findings = [one for one in said.get("findings", ()) if one.get("finding") not in before]
    for code in codes:
        status = post.get(f"{code}.status", "active")
        findings += _answers(code, status, before[code], post, edition)
    return {**said, "findings": findings}


def _answers(code: str, status: str, before: list[Said], post: QueryDict, edition: Edition) -> list[Said]:
    """The entries about one finding: the last as the screen says it, earlier ones while it is not said to be never."""
    earlier, last = (before[:-1], before[-1]) if before else ([], {})
    if status not in STATUSES:
        return before
    if status not in PRESENT:
        same = last if last.get("status") == status else {"finding": code, "status": status}
        return [same] if status == "never" else [*earlier, same]
    return [*earlier, _present(code, status, last, post, edition)]


def _present(code: str, status: str, last: Said, post: QueryDict, edition: Edition) -> Said:
    """A finding that is or was there: what the screen asks is as the screen says, the rest as it was said before."""
    is_same = last.get("status") == status
    answer = {key: value for key, value in last.items() if is_same or key not in ("last", "since")}
    answer |= {"finding": code, "status": status}
    if f"{code}.when" in post:
        _put(answer, DATE_OF[status], _typed(post, f"{code}.when"))
    if f"{code}.places" in post:
        _put(answer, "zones", post.getlist(f"{code}.zones"))
    if f"{code}.value" in post:
        typed = _typed(post, f"{code}.value")
        _put(answer, "value", _number(typed) if typed else None)
        _put(answer, "unit", (edition.finding[code].unit or last.get("unit")) if typed else None)
    return answer


def _typed(post: QueryDict, name: str) -> str:
    return str(post.get(name, "")).strip()


def _put(answer: Said, name: str, given: object) -> None:
    """Say a detail, or leave it out where nothing is given."""
    answer.pop(name, None)
    if given not in (None, "", []):
        answer[name] = given


def _number(text: str) -> float | str:
    """The number that was typed, else the text: the reader of intakes says what is allowed there."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def finding_named(text: str, edition: Edition, kinds: Collection[str], texts: Texts | None = None) -> str:
    """The code of the finding that was named by its label, a brand, or any other name; nothing when none is."""
    wanted = text.strip().casefold()
    for kind in edition.findings:
        own = label("finding", kind.code, texts) if texts else kind.code
        names = (kind.code, kind.code.replace("_", " "), own, *kind.brands, *kind.names)
        if kind.kind in kinds and wanted in {name.casefold() for name in names}:
            return kind.code
    return ""
