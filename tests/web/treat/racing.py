"""Run by `test_races`, in a process of its own with a database in a file: many sessions want one cartridge at once.

Prints one line of JSON: what came of it.
"""

import json
import sys

from tests.web.races import ROUNDS, make_ready, race


def main() -> None:
    """Race for one cartridge, for one session, and for its start."""
    make_ready()
    from percutis.web.records.models import CartridgeUse, Session
    from percutis.web.records.services.sessions import check_gate, open_session, save_facts, start_session
    from percutis.web.records.services.stock import discard_cartridge
    from percutis.web.records.services.uses import use_cartridge
    from tests.web.cast import NOW, make_cast, make_patient
    from tests.web.desk.people import make_course
    from tests.web.treat.stage import agree, minutes, today_facts, visit_today

    cast = make_cast()
    doctor = cast.as_("doctor")
    sessions = []
    for number in range(2, 2 + ROUNDS):
        course = make_course(cast, make_patient(cast.clinic, f"P-{number:04d}", f"Test Patient {number}"))
        agree(cast, course.patient)
        agree(cast, course.patient, "photographs")
        row = open_session(appointment=visit_today(cast, course), operator=cast.doctor, by=doctor, at=NOW)
        given = {"facts": today_facts(), "device": cast.device, "version": 1, "by": doctor, "at": NOW}
        sessions.append(save_facts(session=row, **given))
    visit = visit_today(cast, make_course(cast))

    def take(turn: int) -> None:
        use_cartridge(session=sessions[turn], cartridge=cast.cartridge, seal_intact=True, by=doctor, at=NOW)

    def discard(_turn: int) -> None:
        discard_cartridge(cartridge=cast.cartridge, because="A race", by=doctor, at=NOW)

    def open_one(_turn: int) -> None:
        open_session(appointment=visit, operator=cast.doctor, by=doctor, at=NOW)

    answers = {"take": race(take), "discard": race(discard), "open": race(open_one)}
    winner = CartridgeUse.objects.get().session
    check_gate(session=winner, by=doctor, at=minutes(1))

    def start(_turn: int) -> None:
        start_session(session=winner, by=doctor, at=minutes(2))

    answers["start"] = race(start)
    found = {**answers, "uses": CartridgeUse.objects.count(), "sessions": Session.objects.count()}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
