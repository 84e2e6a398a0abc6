"""A judgement of a photograph, and of a pair, in words: keep or retake, comparable or not, because."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from percutis.domain.edition.texts import Texts
from percutis.interop.phrases import load_phrases
from percutis.interop.wording import isolated

Json = Mapping[str, Any]
TONES = {"keep": "good", "retake": "warn", "unknown": "plain"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was judged: a tone, a title, and each reason as a sentence."""

    tone: str
    title: str
    reasons: tuple[str, ...]


def verdict_of(said: Json, texts: Texts) -> Verdict:
    """Keep or retake, with its reasons; or why nothing could be judged."""
    phrases, kind = load_phrases(texts.language), said["verdict"]
    reasons = reasons_of(said.get("reasons", ()), texts)
    if kind == "unknown":
        why = {
            "close_up": _("A close-up is kept as it is: it is looked at, not measured."),
            "models": _("The models that find a face are not installed here. Place the points by hand."),
        }
        return Verdict("plain", _("Not judged"), (why.get(said.get("why", ""), ""),))
    if said.get("why"):
        given, _semicolon, allowed = str(said["why"]).partition("; ")
        unfit = _("It cannot be measured: %(given)s. Wanted: %(allowed)s.") % {"given": given, "allowed": allowed}
        reasons = (isolated(unfit, texts), *reasons)
    return Verdict(TONES[kind], phrases(f"photo.{kind}"), reasons)


def kept_verdict_of(said: Json, texts: Texts) -> Verdict:
    """The same of a picture that is kept: whether it is fit to be measured."""
    verdict = verdict_of(said, texts)
    titles = {"keep": _("Fit to be measured"), "retake": _("Kept, though not fit to be measured")}
    return replace(verdict, title=titles.get(said["verdict"], verdict.title))


def comparable_of(is_comparable: bool, because: Iterable[Json], problem: str, texts: Texts) -> Verdict:
    """Comparable or not, because."""
    phrases = load_phrases(texts.language)
    reasons = reasons_of(because, texts) or ((problem,) if problem else ())
    if is_comparable:
        return Verdict("good", _("Comparable"), (phrases("photo.same_view_and_light"), *reasons))
    return Verdict("stop", _("Not comparable"), reasons)


def reasons_of(reasons: Iterable[Json], texts: Texts) -> tuple[str, ...]:
    """Each reason as a sentence, with what was found and the bound."""
    said = load_phrases(texts.language).said
    return tuple(
        isolated(said.get(f"photo.{one['reason']}", one["reason"].replace("_", " ")).format(**_holes(one)), texts)
        for one in reasons
    )


def _holes(reason: Json) -> dict[str, str]:
    found, bound = reason.get("found"), reason.get("bound")
    return {
        "found": "" if found is None else _plain(abs(found), 2),
        "bound": "" if bound is None else _plain(abs(bound), 3),
    }


def _plain(value: float, figures: int) -> str:
    """A number as people write it: never with an exponent."""
    return f"{value:.0f}" if value >= 100 else f"{value:.{figures}g}"
