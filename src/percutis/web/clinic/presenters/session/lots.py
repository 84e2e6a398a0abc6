"""What was put on the skin and has no lot on record yet."""

from collections.abc import Collection, Iterator

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import label
from percutis.web.records.models import Product, Session


def advice_on_lots(session: Session, used: Collection[Product], texts: Texts) -> list[str]:
    """The names of what the check says was put on, for which no lot is on record."""
    codes = {product.code for product in used}
    return [label(kind, code, texts) for kind, code in _put_on(session) if code not in codes]


def _put_on(session: Session) -> Iterator[tuple[str, str]]:
    agent = session.facts.get("anaesthetic", {}).get("agent", "none")
    if agent != "none":
        yield "anaesthetic", agent
    if antiseptic := session.facts.get("antiseptic"):
        yield "antiseptic", antiseptic
    for addition in session.facts.get("additions", ()):
        if addition != "platelet_rich_plasma":  # the patient's own blood has tubes with names, not a lot
            yield "addition", addition
