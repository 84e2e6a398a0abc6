"""Tags and filters of every template: fields, buttons, states, icons, and dates, numbers and words as a reader's
language writes them. Builtins: no template loads them.
"""

from collections.abc import Hashable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from babel.numbers import format_currency
from django import template
from django.forms import BoundField, CheckboxInput, RadioSelect
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from percutis.domain.edition.texts import Texts
from percutis.interop import wording
from percutis.protocol.load import LATEST, load_texts
from percutis.web.ui import names

register = template.Library()
SHAPES = {
    "block": "cross", "stop": "cross", "emergency": "warning", "same_day": "warning", "refer": "warning",
    "defer": "clock", "within_48_hours": "clock", "within_7_days": "clock", "waiting": "clock",
    "modify": "edit", "warn": "warning", "hold": "lock",
    "proceed": "check", "go": "check", "done": "check", "good": "check", "self_care": "check",
}  # fmt: skip
TONES = {
    "block": "stop", "stop": "stop", "emergency": "stop", "same_day": "stop", "hold": "stop", "no_show": "stop",
    "defer": "warn", "refer": "warn", "modify": "warn", "warn": "warn", "within_48_hours": "warn",
    "within_7_days": "warn", "waiting": "warn",
    "proceed": "good", "go": "good", "done": "good", "good": "good", "self_care": "good", "in_room": "good",
}  # fmt: skip
MOST_DRAWINGS = 500  # kept in memory, of some 10 kB each
TURNING = frozenset(("back", "next", "leave"))


def texts() -> Texts:
    """The newest edition's wording in the language of the page."""
    return _texts(translation.get_language() or "en")


@cache
def _texts(language: str) -> Texts:
    return load_texts(LATEST, language)


@register.simple_tag
@cache
def icon(name: str, size: int = 20) -> SafeString:
    """A drawn sign; decoration only, the words stand beside it. An arrow turns with the direction of reading."""
    return format_html(
        '<svg class="icon{}" width="{}" height="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        " icon-turns" if name in TURNING else "",
        size,
        size,
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def other_name(name: str) -> SafeString:
    """A name in the script that is not the page's, in the letters of that script."""
    language = "en" if translation.get_language() == "ur" else "ur"
    return format_html('<bdi class="soft" lang="{}">{}</bdi>', language, name)


@register.simple_tag
def drawing(template: str, **values: Hashable) -> SafeString:
    """A chart, or the way through the pages, by its template and the frozen view that it draws: what was drawn once is
    not drawn again.
    """
    return _drawn(template, translation.get_language(), tuple(values.items()))


@lru_cache(maxsize=MOST_DRAWINGS)
def _drawn(template: str, _language: str | None, values: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return mark_safe(get_template(template).render(dict(values)))  # noqa: S308 (the template escapes its values)


@register.simple_tag
def state(kind: str, text: str) -> SafeString:
    """A state in words, with a shape and a tone beside them."""
    kind = str(kind)
    tone = TONES.get(kind, "plain")
    shape = icon(SHAPES[kind], 16) if kind in SHAPES else ""
    return format_html('<span class="state state-{}">{}{}</span>', tone, shape, text)


@register.inclusion_tag("ui/_notice.html")
def notice(kind: str, text: str, title: str = "") -> dict[str, Any]:
    """A box that says something once: kind is `info`, `good`, `warn` or `stop`."""
    shapes = {"info": "book", "good": "check", "warn": "warning", "stop": "cross"}
    return {"kind": kind, "text": text, "title": title, "shape": shapes.get(kind, "book")}


@register.inclusion_tag("ui/_empty.html")
def empty(text: str, icon_name: str = "check") -> dict[str, str]:
    """What stands where a list has nothing."""
    return {"text": text, "icon_name": icon_name}


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField, hint: str = "") -> dict[str, Any]:
    """One question of a form: label, help, error and input, tied together for screen readers."""
    widget, key = bound.field.widget, bound.auto_id
    grouped = isinstance(widget, RadioSelect)  # a list of boxes to tick is one too
    described = [f"{key}-help"] if bound.help_text or hint else []
    described += [f"{key}-error"] if bound.errors else []
    attributes: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "key": key,
        "described": " ".join(described),
        "input": bound.as_widget(attrs=attributes),
        "grouped": grouped,
        "single": isinstance(widget, CheckboxInput),
        "hidden": bound.is_hidden,
        "hint": hint or bound.help_text,
    }


@register.inclusion_tag("ui/_fields.html")
def fields(form: Any) -> dict[str, Any]:
    """A whole form: what is wrong first, then every question."""
    return {"form": form}


@register.inclusion_tag("ui/_problems.html")
def problems(form: Any) -> dict[str, Any]:
    """What is wrong with a form, named once at its head with a link to each field."""
    return {"form": form}


@register.inclusion_tag("ui/_submit.html")
def submit(text: str, kind: str = "primary", name: str = "", value: str = "", icon_name: str = "") -> dict[str, str]:
    """The button that sends a form."""
    return {"text": text, "kind": kind, "name": name, "value": value, "icon_name": icon_name}


@register.inclusion_tag("ui/_button_link.html")
def button_link(url: str, text: str, kind: str = "plain", icon_name: str = "") -> dict[str, str]:
    """A link that looks like the next step."""
    return {"url": url, "text": text, "kind": kind, "icon_name": icon_name}


@register.inclusion_tag("ui/_post_button.html", takes_context=True)
def post_button(
    context: Any, url: str, text: str, kind: str = "plain", name: str = "", value: str = "", icon_name: str = ""
) -> dict[str, Any]:
    """A button that writes: a small form of its own."""
    return {
        "url": url,
        "text": text,
        "kind": kind,
        "name": name,
        "value": value,
        "icon_name": icon_name,
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def ltr(value: object) -> SafeString:
    """A number with its unit, a telephone number, a code: kept left-to-right in any page."""
    return format_html('<bdi dir="ltr">{}</bdi>', "" if value is None else value)


@register.filter
def day(value: date | datetime | None) -> str:
    """A date in words."""
    return wording.isolated(wording.day(_day(value), texts()), texts()) if value else ""


@register.filter
def weekday(value: date | datetime | None) -> str:
    """A date with its weekday."""
    return wording.day_of_week(_day(value), texts()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A date and its time, in the clinic's time zone."""
    return wording.moment(timezone.localtime(value), texts()) if value else ""


@register.simple_tag
def comma() -> str:
    """What stands between two things of a line, as the language of the page writes it."""
    return wording.comma(texts())


@register.filter
def clock(value: datetime | None) -> SafeString | str:
    """The time of day, in the clinic's time zone."""
    return ltr(f"{timezone.localtime(value):%H:%M}") if value else ""


@register.filter
def number(value: float | None) -> SafeString | str:
    """A number without needless zeros."""
    return ltr(wording.number(value)) if value is not None else ""


@register.filter
def money(rupees: int | None) -> SafeString | str:
    """An amount in rupees."""
    return (
        ltr(format_currency(rupees, "PKR", "¤ #,##0", locale="en_PK", currency_digits=False))
        if rupees is not None
        else ""
    )


@register.filter
def called(named: object) -> str:
    """A clinic, a patient, a user or a member of the staff by name, in the script of the page."""
    return names.called(named)


@register.filter
def word(code: object, kind: str) -> str:
    """The name of a word of the vocabulary, as clinicians say it."""
    return wording.label(kind, str(code), texts()) if code else ""


@register.filter
def patient_word(code: object, kind: str) -> str:
    """The name of a word of the vocabulary, as patients say it."""
    return wording.label(kind, str(code), texts(), "patient") if code else ""


@register.filter
def capital(text: object) -> str:
    """The text with a capital first."""
    return wording.capital(str(text))


@register.filter
def paragraphs(text: str) -> SafeString:
    """Each line as a paragraph, escaped."""
    parts = [format_html("<p>{}</p>", line) for line in str(text).splitlines() if line.strip()]
    return mark_safe("".join(parts))  # noqa: S308 (every part is escaped)


def _day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
