"""The tables of people and places of work, and the log of who did what."""

from percutis.web.accounts.models.audit import AuditEvent
from percutis.web.accounts.models.clinic import Clinic, Room
from percutis.web.accounts.models.entering import LogIn, RecoveryCode, SecondFactor, Try
from percutis.web.accounts.models.programs import Program
from percutis.web.accounts.models.staff import Membership, User
from percutis.web.accounts.models.words import LogKey

__all__ = [
    "AuditEvent",
    "Clinic",
    "LogIn",
    "LogKey",
    "Membership",
    "Program",
    "RecoveryCode",
    "Room",
    "SecondFactor",
    "Try",
    "User",
]
