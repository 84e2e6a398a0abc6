"""What the reader of intakes finds wrong, beside the fields of the form that it came from."""

import re
from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext as _

from percutis.domain.errors import Problem


def allowed_words(problem: Problem) -> str:
    """A problem as the sentence beside a field."""
    return _("Allowed: %(allowed)s.") % {"allowed": problem.allowed}


def add_problems_below(form: forms.Form, problems: Iterable[Problem], places: Mapping[str, str]) -> None:
    """Put each problem of these places of the file beside its field, or beside the field that stands for the place."""
    for problem in problems:
        for place, field in places.items():
            if re.match(rf"{re.escape(place)}($|[.\[])", problem.place):
                named = re.findall(r"[a-z_]+", problem.place[len(place) :])
                own = next((name for name in reversed(named) if name in form.fields), field)
                form.add_error(own, allowed_words(problem))
