"""What a session's end sets off in the outbox."""

from datetime import datetime

from percutis.web.accounts.actors import Actor
from percutis.web.records.models import Session


def tell_of_session_end(*, session: Session, by: Actor, at: datetime) -> None:
    """Aftercare now, and an invitation on every day on which the edition asks how the skin is."""
    try:
        from percutis.web.records.services.messages import announce_session_end
    except ModuleNotFoundError:
        return
    announce_session_end(session=session, by=by, at=at)
