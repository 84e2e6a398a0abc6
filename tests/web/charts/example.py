"""The example of the README, planned on its day: what the charts of these tests are made of."""

from datetime import date
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.intake import Intake
from percutis.domain.plan import Plan, plan_course
from percutis.interop.files.intake import read_intake
from percutis.interop.files.source import read_mapping
from percutis.protocol.load import load_edition, load_texts

EXAMPLES = Path(__file__).parents[3] / "examples"
ON = date(2026, 11, 22)
LANGUAGES = ("en", "ur")


def edition() -> Edition:
    """The newest edition."""
    return load_edition()


def texts(language: str = "en") -> Texts:
    """Its words."""
    return load_texts(edition().id, language)


@cache
def intake() -> Intake:
    """The consultation in Islamabad."""
    return read_intake(read_mapping(str(EXAMPLES / "intake.yaml")), edition(), ON)


@cache
def plan() -> Plan:
    """Its plan: both cheeks and the forehead, five sessions."""
    return plan_course(intake(), edition(), ON)


def drawn(template: str, language: str = "en", **context: object) -> str:
    """A chart as it is written into a page of that language."""
    with translation.override(language):
        return render_to_string(f"ui/charts/{template}.html", {"protocol_url": "/protocol/", **context})


def share(value: str) -> float:
    """`41.5%` as 41.5."""
    return float(value.removesuffix("%"))
