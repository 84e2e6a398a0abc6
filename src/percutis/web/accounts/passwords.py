"""What a password must be: Django's rules in our own words, which have their Urdu."""

from django.contrib.auth import password_validation as rules
from django.utils.translation import gettext as _


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
