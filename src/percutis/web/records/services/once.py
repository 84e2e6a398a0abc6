"""What the database keeps once, said as a sentence when somebody was quicker."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.functional import Promise

from percutis.web.accounts.refusal import RefusedError


@contextmanager
def once(sentence: str | Promise) -> Iterator[None]:
    """One insert whose only rule is that it stands once; whatever else a service does lies outside.

    Raises:
        RefusedError: it stands already; nothing of the block is written.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise RefusedError(sentence) from None
