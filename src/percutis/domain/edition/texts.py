"""Wording of an edition in one language: two registers (clinician, patient) under the keys of its entries."""

from dataclasses import dataclass
from typing import Literal

Register = Literal["clinician", "patient"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One text. `patient` is None where a patient never sees it (settings, doses, limits)."""

    clinician: str
    patient: str | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of one language, by key (`assessment.isotretinoin_recent`, `labels.zone.cheek_left`).

    `reviewed` says whether a clinician who speaks the language has approved the wording.
    """

    language: str
    reviewed: bool
    wording: dict[str, Wording]

    def say(self, key: str, register: Register = "clinician", **values: object) -> str:
        """The text with its named holes filled. A key the edition lacks raises KeyError: the check forbids it."""
        found = self.wording[key]
        template = found.clinician if register == "clinician" else found.patient or found.clinician
        return template.format(**values) if values else template
