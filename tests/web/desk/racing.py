"""Run by `test_races`, in a process of its own with a database in a file: many people want the same at the same time.

Prints one line of JSON: what came of it.
"""

import json
import sys
from datetime import date, datetime, time

from tests.web.races import ROUNDS, make_ready, race


def main() -> None:
    """Race for one place, for one telephone number, and for receipts."""
    make_ready()
    from percutis.web.records.models import Appointment, BookedCell, Patient, Receipt
    from percutis.web.records.services.money import take_payment
    from percutis.web.records.services.people import register_patient
    from percutis.web.records.services.visits import book_visit
    from tests.web.cast import NOW, make_cast, make_patient

    cast = make_cast()
    patients = [
        make_patient(cast.clinic, f"P-{number:04d}", f"Test Patient {number}") for number in range(2, 2 + ROUNDS)
    ]
    noon = datetime.combine(date(2026, 12, 1), time(12), cast.clinic.zone)

    def book(turn: int) -> None:
        book_visit(
            patient=patients[turn], kind="consultation", practitioner=cast.doctor, starts=noon, by=cast.as_("desk"),
            at=NOW,
        )  # fmt: skip

    def register(turn: int) -> None:
        register_patient(
            name=f"Test Racer {turn}", phone="0300 9998887", born=date(1990, 1, 1), by=cast.as_("desk"), at=NOW
        )

    def number(turn: int) -> None:
        register_patient(
            name=f"Test Runner {turn}", phone=f"0300 888777{turn}", born=date(1980, 1, 1), by=cast.as_("desk"), at=NOW
        )

    def pay(turn: int) -> None:
        take_payment(patient=patients[turn], what="A test", amount_pkr=100, method="cash", by=cast.as_("desk"), at=NOW)

    answers = {name: race(one) for name, one in (("book", book), ("same", register), ("new", number), ("pay", pay))}
    cells = BookedCell.objects.values_list("resource", "at")
    found = {
        **answers,
        "visits": Appointment.objects.count(),
        "cells_twice": len(cells) - len(set(cells)),
        "numbers": sorted(Patient.objects.filter(name__contains="Runner").values_list("number", flat=True)),
        "receipts": sorted(Receipt.objects.values_list("number", flat=True)),
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
