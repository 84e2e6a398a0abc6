from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "percutis.web.accounts"
    label = "accounts"
