"""Bad input that a service found, beside the fields of the form that it came from."""

from django import forms
from django.utils.translation import gettext as _

from percutis.domain.errors import InputError


def add_problems(form: forms.Form, refused: InputError) -> None:
    """Put each problem beside its field; one without a field of its own at the head of the form."""
    for problem in refused.problems:
        sentence = _("Given: %(given)s. Allowed: %(allowed)s.") % {"given": problem.given, "allowed": problem.allowed}
        form.add_error(problem.place if problem.place in form.fields else None, sentence)
