"""A plugin of pytest: a service that tests call is first called while the log takes no line, in its first few tests,
and by the same member with all the same rights in another clinic.

`pytest -p tests.web.guarantees.refusing` writes, at its end, what became of each into the file that REFUSING names: by
service and test, `refused` (without a log it raised, and every table was as before), `silent` (it wrote nothing, so
there is nothing to log), `unlogged` (it wrote what the log knows nothing of), or `admitted` (it did not refuse the
member of another clinic).
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import wraps
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import pytest

PARTS = ("percutis.web.accounts.services", "percutis.web.records.services")
LOG = "accounts.AuditEvent"
NO_LOG = "CREATE TRIGGER no_log BEFORE INSERT ON accounts_auditevent BEGIN SELECT RAISE(ABORT, 'no log'); END"
ENOUGH = 3  # tests in which a service was refused; what stands under all others is called in each of them
Tables = dict[str, list[Any]]
found: dict[str, dict[str, str]] = {}
_depth = [0]


def services() -> Iterator[tuple[str, ModuleType, Callable[..., Any]]]:
    """Every service: a public function that is told the moment, by the name of its module and its own."""
    for part in PARTS:
        for one in iter_modules(import_module(part).__path__):
            module = import_module(f"{part}.{one.name}")
            for name, value in list(vars(module).items()):
                is_own = callable(value) and getattr(value, "__module__", "") == module.__name__
                if (
                    is_own
                    and not name.startswith("_")
                    and "at" in (getattr(value, "__kwdefaults__", None) or _names(value))
                ):
                    yield f"{one.name}.{name}", module, value


def _names(value: Callable[..., Any]) -> tuple[str, ...]:
    code = getattr(getattr(value, "__wrapped__", value), "__code__", None)
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount] if code else ()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems() -> None:
    """Wherever a service is known by its name, its wrapped form stands instead."""
    for name, _module, service in list(services()):
        wrapped = refusing_first(name, service)
        for module in list(sys.modules.values()):
            for known, value in list(vars(module).items()) if module and hasattr(module, "__dict__") else ():
                if value is service:
                    setattr(module, known, wrapped)


def pytest_sessionfinish() -> None:
    """What was found, for whoever asked."""
    Path(os.environ["REFUSING"]).write_text(json.dumps(found))


def refusing_first(name: str, service: Callable[..., Any]) -> Callable[..., Any]:
    """The service, which on its first call by a test is tried without a log, put back, and then done."""

    @wraps(service)
    def tried(*args: Any, **kwargs: Any) -> Any:
        test = os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]
        outcomes = found.setdefault(name, {})
        if _depth[0] or test in outcomes or list(outcomes.values()).count("refused") >= ENOUGH:
            return service(*args, **kwargs)
        _depth[0] += 1
        try:
            before = rows()
            named = dict(zip(kwargs, _copied(kwargs.values()), strict=True))
            held = _holds_without_log(service, _copied(args), named, before)
            admitted = _admits_another_clinic(service, args, kwargs)
            answer = service(*args, **kwargs)
            outcomes[test] = "admitted" if admitted else _outcome(held, before, rows())
            return answer
        finally:
            _depth[0] -= 1

    return tried


def _copied(given: Iterable[Any]) -> list[Any]:
    """Rows as copies: what a try does to them, it does to nobody else's."""
    from django.db.models import Model

    return [copy(one) if isinstance(one, Model) else one for one in given]


class EnoughError(Exception):
    """Everything is put back."""


def _admits_another_clinic(service: Callable[..., Any], args: Any, kwargs: dict[str, Any]) -> bool:
    """Whether a member of another clinic was not refused though a row of this one was given."""
    from django.core.exceptions import ObjectDoesNotExist
    from django.db import transaction

    from percutis.web.accounts.actors import staff
    from percutis.web.accounts.models import Clinic
    from percutis.web.accounts.refusal import RefusedError

    by = kwargs.get("by")
    given = (*args, *kwargs.values())
    if by is None or by.membership is None or all(getattr(one, "clinic_id", None) != by.clinic.pk for one in given):
        return False
    admitted = True
    try:
        with transaction.atomic():
            elsewhere = copy(by.membership)
            elsewhere.pk = -1
            elsewhere.clinic = Clinic.objects.create(name="Elsewhere", slug="elsewhere-again", place=by.clinic.place)
            named = dict(zip(kwargs, _copied(kwargs.values()), strict=True)) | {"by": staff(elsewhere)}
            try:
                service(*_copied(args), **named)
            except (RefusedError, ObjectDoesNotExist):
                admitted = False
            raise EnoughError
    except EnoughError:
        return admitted


def _holds_without_log(service: Callable[..., Any], args: Any, kwargs: Any, before: Tables) -> bool:
    """Whether it raised and left every table as it was."""
    from django.db import connection, transaction

    held = False
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(NO_LOG)
            try:
                service(*args, **kwargs)
            except Exception:  # noqa: BLE001 (a refusal of the service, or of the log)
                connection.needs_rollback = False
                held = rows() == before
            raise EnoughError
    except EnoughError:
        return held


def _outcome(held: bool, before: Tables, after: Tables) -> str:
    if before == after:
        return "silent"
    return "refused" if held and len(after[LOG]) > len(before[LOG]) else "unlogged"


def rows() -> Tables:
    """Every row of every table."""
    from django.apps import apps

    return {one._meta.label: list(one._base_manager.order_by("pk").values_list()) for one in apps.get_models()}
