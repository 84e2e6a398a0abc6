from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "percutis.web.records"
    label = "records"
