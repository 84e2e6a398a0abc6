"""Run by `test_races`, in a process of its own with a database in a file: the whole staff answers one patient, and two
administrators end each other. Prints one line of JSON: what came of it.
"""

import json
import sys
from datetime import timedelta

from tests.web.races import ROUNDS, make_ready, race


def main() -> None:
    """Race for one answer, for one taking, and for the last administrator."""
    make_ready()
    from percutis.web.accounts.actors import staff
    from percutis.web.accounts.models import AuditEvent, Membership, User
    from percutis.web.accounts.services.staff import end_membership
    from percutis.web.records.models import Message
    from percutis.web.records.services.checkins import answer_checkin, record_checkin
    from tests.web.cast import NOW, make_cast
    from tests.web.follow.treated import make_session, patient_actor, said

    cast = make_cast()
    session = make_session(cast)
    by = patient_actor(session.patient)
    row = record_checkin(session=session, said=said(("dent", 4)), source="patient", by=by, at=NOW)
    colleagues = []
    for turn in range(ROUNDS):
        user = User.objects.create_user(username=f"racer{turn}", name=f"Test Racer {turn}")
        colleagues.append(
            Membership.objects.create(clinic=cast.clinic, user=user, role="nurse", is_administrator=turn < 2)
        )
    Membership.objects.filter(pk=cast.doctor.pk).update(is_administrator=False, is_medical_director=False)

    def answer(turn: int) -> None:
        at = NOW + timedelta(seconds=turn)
        answer_checkin(checkin=row, reply=f"Answer {turn}", by=staff(colleagues[turn]), at=at)

    def leave(turn: int) -> None:
        one, other = colleagues[turn % 2], colleagues[(turn + 1) % 2]
        end_membership(membership=other, by=staff(one), at=NOW)

    found = {"answer": race(answer), "leave": race(leave)}
    row.refresh_from_db()
    winner = next(one for one in colleagues if one.pk == row.responder_id)
    found |= {
        "reply_of_the_responder": row.reply == f"Answer {colleagues.index(winner)}",
        "messages": Message.objects.filter(kind="reply").count(),
        "in_the_log": AuditEvent.objects.filter(action="checkin.answered").count(),
        "administrators": Membership.objects.filter(clinic=cast.clinic, is_administrator=True, is_active=True).count(),
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
