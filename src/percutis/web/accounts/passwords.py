"""What a password must be: Django's rules in our own words, which have their Urdu; and one of ours."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import password_validation as rules
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from percutis.web.accounts.models import Clinic

OF_THE_TRADE = ("percutis", "microneedling", "dermatology", "dermapen", "clinic", "doctor", "patient", "password")
SHORTEST_WORD, LEAST_BESIDE = 4, 6


class UnlikeOneself(rules.UserAttributeSimilarityValidator):
    """Not the name that one logs in with, nor much like it."""

    def get_error_message(self) -> str:
        """Of a password that was given."""
        return _("This password is too much like your name.")

    def get_help_text(self) -> str:
        """Before one is given."""
        return _("Not much like your own name.")


class LongEnough(rules.MinimumLengthValidator):
    """So many signs at least, whichever they are."""

    def get_error_message(self) -> str:
        """Of a password that was given."""
        return _("This password is too short: at least %(count)s signs.") % {"count": self.min_length}

    def get_help_text(self) -> str:
        """Before one is given."""
        return _("At least %(count)s signs.") % {"count": self.min_length}


class NotEverybodys(rules.CommonPasswordValidator):
    """None of those that are tried first."""

    def get_error_message(self) -> str:
        """Of a password that was given."""
        return _("Many people use this password: choose another.")

    def get_help_text(self) -> str:
        """Before one is given."""
        return _("None that many people use.")


class MoreThanThisPlace:
    """Not the program's name, a clinic's or its place's, nor a word of the trade, with little beside it."""

    def validate(self, password: str, user: Any = None) -> None:
        """Nothing, where enough is left without those words.

        Raises:
            ValidationError: too little is.
        """
        given = password.lower()
        left = re.sub("|".join(map(re.escape, sorted(set(_words()), key=len, reverse=True))), "", given)
        if left != given and len(left) < LEAST_BESIDE:
            raise ValidationError(_("This password is little more than a word that anybody here would try."))

    def get_help_text(self) -> str:
        """Before one is given."""
        return _("More than the name of the clinic, its place or its trade.")


def _words() -> Iterator[str]:
    yield from OF_THE_TRADE
    for name, slug, place in Clinic.objects.values_list("name", "slug", "place"):
        yield from (word for word in re.split(r"\W+", f"{name} {slug} {place}".lower()) if len(word) >= SHORTEST_WORD)
