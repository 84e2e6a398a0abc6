"""What a question stands on (edition, wording, day), and its answer as JSON."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Query, Schema

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.errors import InputError
from percutis.interop.answers import as_json
from percutis.interop.files.fields import DAY, parse_day
from percutis.interop.files.source import Mapping, parse_mapping
from percutis.protocol.load import edition_names
from percutis.web.records.core.editions import edition_of, texts_of


class About(Schema):
    """What stands in the address of a question."""

    edition: str | None = Query(None, description="the edition of the protocol; the clinic's own when left out")
    language: str = Query("en", description="the language of the answer: en or ur")


class AboutDay(About):
    """The same for a question that is asked on a day."""

    on: str | None = Query(None, description=f"the day asked, {DAY}; today in the clinic when left out")


@dataclass(frozen=True, slots=True)
class Ground:
    """What an answer stands on. The edition is approved where this clinic's director approved it."""

    edition: Edition
    texts: Texts


def ground(request: HttpRequest, about: About) -> Ground:
    """The ground that a program's address asks for.

    Raises:
        InputError: no such edition or language.
    """
    if about.edition not in (None, *edition_names()):  # on the command line a folder will do; never from outside
        raise InputError.one("edition", about.edition, " or ".join(edition_names()))
    edition = edition_of(request.auth.clinic, about.edition)  # type: ignore[attr-defined]
    return Ground(edition, texts_of(edition, about.language))


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
