"""Zones of the body, whether bone lies close beneath, and how thick the skin is there by sex."""

from dataclasses import dataclass
from typing import Literal

from percutis.domain.edition.basis import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Thickness(Entry):
    """Skin thickness (epidermis + dermis, mm) of one base zone (`zone`) for one sex; sd is the dermis's where given."""

    zone: str
    sex: Literal["female", "male"]
    epidermis_mm: float
    dermis_mm: float
    sd_mm: float | None = None
    proxy: str | None = None

    @property
    def total_mm(self) -> float:
        """Epidermis and dermis together, mm."""
        return round(self.epidermis_mm + self.dermis_mm, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A zone of the vocabulary. `base` joins left and right (the patient's); `bony` marks tram-track risk."""

    __pydantic_config__ = {"extra": "forbid"}

    id: str
    base: str
    group: Literal["face", "neck_and_body", "never"]
    side: Literal["left", "right"] | None = None
    bony: bool = False
