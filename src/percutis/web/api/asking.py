"""What a question stands on (edition, wording, day), and its answer as JSON."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Schema
from pydantic import Field

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.errors import InputError, Problem, both
from percutis.interop.answers import as_json
from percutis.interop.files.fields import DAY, parse_day
from percutis.interop.files.problems import LONGEST_GIVEN
from percutis.interop.files.source import Mapping, parse_mapping
from percutis.protocol.load import edition_names, languages, load_texts
from percutis.web.records.core.editions import edition_of


class About(Schema):
    """What stands in the address of a question."""

    edition: str | None = Field(
        None,
        description="the edition of the protocol; the clinic's own when left out",
        json_schema_extra={"enum": [*edition_names()]},
    )
    language: str = Field("en", description="the language of the answer", json_schema_extra={"enum": [*languages()]})


class AboutDay(About):
    """The same for a question that is asked on a day."""

    on: str | None = Field(
        None,
        description=f"the day asked, {DAY}; today in the clinic when left out",
        json_schema_extra={"format": "date"},
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """What an answer stands on. The edition is approved where this clinic's director approved it."""

    edition: Edition
    texts: Texts


def ground(request: HttpRequest, about: About, *also: str) -> Ground:
    """The ground that a program's address asks for; `also` names what else may stand in the address.

    Raises:
        InputError: no such edition or language, a key that nobody knows, or one twice; all of it at once.
    """
    keys = (*type(about).model_fields, *also)
    return both(lambda: _ground(request, about), lambda: _refuse_strange(request, keys))[0]


def ground_and_day(request: HttpRequest, about: AboutDay, *also: str) -> tuple[Ground, date]:
    """The same, and the day asked.

    Raises:
        InputError: as for the ground, or no date; all of it at once.
    """
    return both(lambda: ground(request, about, *also), lambda: day_asked(request, about))


def _refuse_strange(request: HttpRequest, keys: tuple[str, ...]) -> None:
    """A key that nobody reads would be an answer to another question, such as that of today."""
    allowed = ", ".join(keys)
    given = dict(request.GET.lists())
    strange = [Problem(key, f"the unknown key {key[:LONGEST_GIVEN]!r}", allowed) for key in given if key not in keys]
    twice = [Problem(key, "the same key twice", "each key once") for key in given if len(given[key]) > 1]
    if strange or twice:
        raise InputError((*strange, *twice))


def _ground(request: HttpRequest, about: About) -> Ground:
    if about.edition not in (None, *edition_names()):  # on the command line a folder will do; never from outside
        raise InputError.one("edition", about.edition, " or ".join(edition_names()))
    edition = edition_of(request.auth.clinic, about.edition)  # type: ignore[attr-defined]
    return Ground(edition, load_texts(edition.id, about.language))


def day_asked(request: HttpRequest, about: AboutDay) -> date:
    """The day in the address, else today where the clinic is.

    Raises:
        InputError: it is not a date.
    """
    if about.on is None:
        return timezone.localdate(timezone=request.auth.clinic.zone)  # type: ignore[attr-defined]
    found = parse_day(about.on)
    if found is None:
        raise InputError.one("on", about.on, DAY)
    return found


def sent(request: HttpRequest) -> Mapping:
    """The file that a program sent, as YAML or JSON.

    Raises:
        InputError: it is neither, too large, or deeper than 20 levels.
    """
    return parse_mapping(request.body)


def answered(answer: Any, stands: Ground) -> JsonResponse:
    """The answer, as `--format json` prints it."""
    found = as_json(answer, stands.texts, status=stands.edition.status)
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})
