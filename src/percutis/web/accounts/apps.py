"""Names the application to Django: users, clinics and rights."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, clinics and rights."""

    name = "percutis.web.accounts"
    label = "accounts"
