"""What each role may do. One table, read by every page, service and test; who may is never decided elsewhere."""

from enum import StrEnum


class Right(StrEnum):
    """One thing that somebody may do in a clinic."""

    SEE_DAY = "see_day"
    BOOK = "book"
    REGISTER = "register"
    SEE_PATIENT = "see_patient"
    SEE_CHART = "see_chart"
    SEE_SETTINGS = "see_settings"
    SEE_PHOTOGRAPHS = "see_photographs"
    DOWNLOAD_PHOTOGRAPHS = "download_photographs"
    DELETE_PHOTOGRAPHS = "delete_photographs"
    TAKE_INTAKE = "take_intake"
    TAKE_CONSENT = "take_consent"
    DECIDE = "decide"
    TREAT = "treat"
    ANSWER = "answer"
    MONEY = "money"
    STOCK = "stock"
    READ_PROTOCOL = "read_protocol"
    APPROVE_PROTOCOL = "approve_protocol"
    STAFF = "staff"
    AUDIT = "audit"
    OUTBOX = "outbox"
    EXPORT = "export"
    ERASE = "erase"


DESK = frozenset(
    (Right.SEE_DAY, Right.BOOK, Right.REGISTER, Right.SEE_PATIENT, Right.MONEY, Right.READ_PROTOCOL, Right.OUTBOX)
)
CLINICAL = DESK | {
    Right.SEE_CHART,
    Right.SEE_SETTINGS,
    Right.SEE_PHOTOGRAPHS,
    Right.TAKE_INTAKE,
    Right.TAKE_CONSENT,
    Right.TREAT,
    Right.ANSWER,
    Right.STOCK,
}
BY_ROLE: dict[str, frozenset[Right]] = {
    "front_desk": DESK,
    "aesthetician": CLINICAL,
    "nurse": CLINICAL,
    "physician": CLINICAL | {Right.DECIDE, Right.DOWNLOAD_PHOTOGRAPHS},
    "dermatologist": CLINICAL | {Right.DECIDE, Right.DOWNLOAD_PHOTOGRAPHS},
}
NEED_LICENCE = frozenset((Right.TREAT, Right.DECIDE))
# An administrator may sit at the front desk, which sees no photographs: the whole of a record is the director's alone.
OF_DIRECTOR = frozenset(
    (Right.APPROVE_PROTOCOL, Right.AUDIT, Right.STAFF, Right.DELETE_PHOTOGRAPHS, Right.EXPORT, Right.ERASE)
)
OF_ADMINISTRATOR = frozenset((Right.STAFF, Right.AUDIT, Right.STOCK, Right.OUTBOX))


def rights_of(role: str, *, licensed: bool, medical_director: bool, administrator: bool) -> frozenset[Right]:
    """What somebody of this role may do. Without a licence in date nobody treats, decides or approves."""
    rights = BY_ROLE.get(role, frozenset())
    if medical_director:
        rights |= OF_DIRECTOR
    if administrator:
        rights |= OF_ADMINISTRATOR
    return rights if licensed else rights - NEED_LICENCE - {Right.APPROVE_PROTOCOL}
