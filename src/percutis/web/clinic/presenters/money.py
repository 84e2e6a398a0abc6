"""Packages and receipts in words."""

from babel.numbers import format_currency
from django.utils.translation import gettext_lazy

METHODS = {"cash": gettext_lazy("cash"), "transfer": gettext_lazy("transfer"), "card": gettext_lazy("card")}


def rupees(amount: int) -> str:
    """An amount as it is written here: Rs 45,000."""
    return format_currency(amount, "PKR", "¤ #,##0;-¤ #,##0", locale="en_PK", currency_digits=False)
