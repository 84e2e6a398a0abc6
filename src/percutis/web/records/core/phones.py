"""Telephone numbers as people type them, in the one form that the record keeps."""

import phonenumbers

from percutis.domain.errors import InputError

HOME_COUNTRY = "PK"


def international(typed: str, country: str = HOME_COUNTRY) -> str:
    """The number in E.164, such as +923001234567; one without a country code belongs to the home country.

    Raises:
        InputError: no telephone has such a number.
    """
    try:
        found = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        found = None
    if found is None or not phonenumbers.is_possible_number(found):
        raise InputError.one("phone", typed, "a telephone number such as 0300 1234567, or with its country code")
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def as_read(number: str) -> str:
    """The number in groups, as it is read aloud; what cannot be grouped stays as it is."""
    try:
        found = phonenumbers.parse(number, HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
