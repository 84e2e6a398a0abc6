"""The tables are what the models say."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    """A model that changed without one would ask for columns that no clinic has."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
