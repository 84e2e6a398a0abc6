"""A day in a form: within the years that the public format takes, so that a day before or after it can be counted."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from percutis.interop.files.fields import FIRST_YEAR, LAST_YEAR

NO_SUCH_YEAR = _("Give a day of the years %(first)d to %(last)d.")


class DayField(forms.DateField):
    """A date between 1850 and 2199."""

    def validate(self, value: date | None) -> None:
        """Refuses any other year.

        Raises:
            ValidationError: said beside the field.
        """
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError(NO_SUCH_YEAR, params={"first": FIRST_YEAR, "last": LAST_YEAR})
