"""The answers to the health questions of one screen: from the draft to rows of the form, and from the form back.

A draft is an intake of the public format; whatever it holds that this screen does not ask stays as it is.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import QueryDict

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.findings import FindingKind
from percutis.domain.edition.texts import Texts
from percutis.domain.words import Status
from percutis.interop.wording import label, listed
from percutis.web.records.core.drafts import Said, answers_to

STATUSES = tuple(status.value for status in Status)
PRESENT = ("active", "past")
DATE_OF = {"active": "since", "past": "last"}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One question with its answer and the details that rules may need.

    `asks` are the details that the screen asks for, `needs` those that a rule waits for. `theirs` is what was said
    elsewhere (`moment` says where) and differs, `is_theirs` where it is the same.
    """

    code: str
    question: str
    known_as: str
    status: str
    when: str
    value: str
    unit: str
    zones: tuple[str, ...]
    has_elsewhere: bool
    asks: frozenset[str]
    needs: frozenset[str]
    theirs: str
    is_theirs: bool
    moment: str
    problems: tuple[str, ...]

    @property
    def is_present(self) -> bool:
        """Whether it is or was there: only then every zone is offered, else the page would be heavy."""
        return self.status in PRESENT


def asked_kinds(edition: Edition, kinds: Iterable[str], moment: str = "consultation") -> list[FindingKind]:
    """The findings of these kinds that the edition asks for by name; a session asks only what may have changed."""
    wanted = set(kinds)
    return [kind for kind in edition.findings if kind.kind in wanted and kind.ask in ("session", moment)]


def finding_rows(
    said: Said,
    edition: Edition,
    texts: Texts,
    kinds: Collection[str],
    *,
    from_patient: Said | None = None,
    needs: Mapping[str, set[str]] | None = None,
    problems: Mapping[str, list[str]] | None = None,
    moment: str = "consultation",
) -> list[FindingRow]:
    """A row for every question of these kinds, and for everything else of them that somebody has said.

    `from_patient` is what was said elsewhere: by the patient at home, or (before a session) at the consultation.
    """
    asked = {kind.code: kind for kind in asked_kinds(edition, kinds, moment)}
    requested = {zone for one in said.get("concerns", ()) for zone in one.get("zones", ())}
    named = [edition.finding.get(one.get("finding", "")) for one in said.get("findings", ())]
    asked |= {kind.code: kind for kind in named if kind and kind.kind in kinds and kind.code not in asked}
    answers, home = answers_to(said, asked), answers_to(from_patient or {}, asked)
    return [
        FindingRow(
            **_question(kind, texts),
            **_answer_in(answers[code], kind),
            has_elsewhere=bool(set(_zones(answers[code])) - requested),
            asks=_asks(kind, answers[code], edition),
            needs=frozenset((needs or {}).get(code, ())),
            theirs=_status(home[code]) if _status(home[code]) != _status(answers[code]) else "",
            is_theirs=bool(home[code]) and _status(home[code]) == _status(answers[code]),
            moment=moment,
            problems=tuple((problems or {}).get(code, ())),
        )
        for code, kind in asked.items()
    ]


def _question(kind: FindingKind, texts: Texts) -> dict[str, Any]:
    asked = texts.wording.get(f"findings.{kind.code}")
    name = label("finding", kind.code, texts)
    return {
        "code": kind.code,
        "question": asked.clinician if asked else f"{name[:1].upper()}{name[1:]}",
        "known_as": listed(kind.brands, texts),
    }


def _status(answers: list[Said]) -> str:
    return answers[-1].get("status", "") if answers else ""


def _zones(answers: list[Said]) -> tuple[str, ...]:
    return tuple(answers[-1].get("zones") or ()) if answers else ()


def _answer_in(answers: list[Said], kind: FindingKind) -> dict[str, Any]:
    """What a row shows of the last entry about a finding."""
    answer = answers[-1] if answers else {}
    status, value = answer.get("status", ""), answer.get("value")
    return {
        "status": status,
        "when": str(answer.get(DATE_OF.get(status, "")) or ""),
        "value": "" if value is None else f"{value:.12g}" if isinstance(value, float | int) else str(value),
        "unit": answer.get("unit") or kind.unit or "",
        "zones": _zones(answers),
    }


def _asks(kind: FindingKind, answers: list[Said], edition: Edition) -> frozenset[str]:
    """The details that a rule about this finding (or about what it is a case of) reads, or that were given before."""
    given = {name for name in ("value", "zones") if any(one.get(name) for one in answers)}
    dated = (
        {"when"} if kind.code in _dated(edition) or any(one.get("last") or one.get("since") for one in answers) else ()
    )
    placed = {"zones"} if kind.code in _placed(edition) else ()
    return frozenset({*given, *dated, *placed, *({"value"} if kind.unit else ())})


@lru_cache(maxsize=8)
def _placed(edition: Edition) -> frozenset[str]:
    """The findings of which a rule asks where they are."""
    return _about(
        {r.trigger.finding for r in edition.rules if r.trigger and (r.scope == "area" or r.trigger.zones)}, edition
    )


@lru_cache(maxsize=8)
def _dated(edition: Edition) -> frozenset[str]:
    """The findings of which a rule asks when they were."""
    triggers = [(rule, rule.trigger) for rule in edition.rules if rule.trigger]
    return _about({t.finding for rule, t in triggers if rule.window or t.within or t.beyond}, edition)


def _about(triggers: set[str], edition: Edition) -> frozenset[str]:
    return frozenset(code for code, line in edition.lineage.items() if triggers.intersection(line))


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


def names_to_add(edition: Edition, texts: Texts, kinds: Collection[str]) -> list[tuple[str, str]]:
    """What can be typed to add a finding: a name or a brand, with the finding behind it."""
    found = []
    for kind in edition.findings:
        if kind.kind in kinds:
            name = label("finding", kind.code, texts)
            found += [(name, ""), *((brand, name) for brand in kind.brands)]
    return found
