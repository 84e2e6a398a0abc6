"""Zones left untreated, cartridges taken back, and calendars that a telephone reads again and again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_programs"),
        ("records", "0002_photographs"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("revoked", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.clinic"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feeds",
                        to="accounts.membership",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feeds",
                        to="records.patient",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("member__isnull", True), ("patient__isnull", False)),
                            models.Q(("member__isnull", False), ("patient__isnull", True)),
                            _connector="OR",
                        ),
                        name="feed_of_a_patient_or_a_member",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked__isnull", True)), fields=("patient",), name="one_feed_a_patient"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked__isnull", True)), fields=("member",), name="one_feed_a_member"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CartridgeReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("taken", models.DateTimeField(help_text="when it was put on the tray")),
                ("sealed", models.BooleanField()),
                ("because", models.CharField(max_length=240)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "cartridge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="records.cartridge"
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.clinic"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returned_cartridges",
                        to="records.session",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True), name="returned_cartridge_says_why"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ZoneLeft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("zone", models.CharField(max_length=40)),
                ("concern", models.CharField(max_length=60)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("gate", "gate"),
                            ("wish", "wish"),
                            ("pain", "pain"),
                            ("skin", "skin"),
                            ("incident", "incident"),
                            ("time", "time"),
                            ("other", "other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=240)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.clinic"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="left", to="records.session"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "zone", "concern"), name="a_zone_is_left_once"),
                    models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="left_zone_says_why"),
                ],
            },
        ),
    ]
