"""The made-up people of the demo. Their family name means "example"; their telephone numbers belong to nobody."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Said = dict[str, Any]
PASSWORD = "fine needles, calm skin"  # noqa: S105 (printed by the demo, and good for nothing else)
SCARS = {"concern": "acne_scar_rolling", "zones": ["cheek_left", "cheek_right"], "since": "2019-05-01"}
GRADED = {**SCARS, "scale": "goodman_baron_qualitative", "grade": 3}
TEXTURE = {"concern": "texture", "zones": ["forehead"]}
LINES = {"concern": "fine_lines", "zones": ["periorbital_left", "periorbital_right"]}
ICE_PICK = {"concern": "acne_scar_icepick", "zones": ["chin"], "since": "2018-03-01"}


@dataclass(frozen=True, slots=True)
class Made:
    """One made-up patient: who, in which language, and what they say at the consultation."""

    name: str
    name_ur: str
    born: date
    sex: str = "female"
    language: str = "en"
    skin_type: str = "IV"
    concerns: tuple[Said, ...] = (GRADED,)
    findings: tuple[Said, ...] = ()
    additions: tuple[str, ...] = ()
    weight_kg: float = 60.0


STAFF = (
    ("doctor", "Dr. Amna Misali", "ڈاکٹر آمنہ مثالی", "dermatologist"),
    ("aesthetician", "Nida Misali", "ندا مثالی", "aesthetician"),
    ("desk", "Haris Misali", "حارث مثالی", "front_desk"),
)


def _made(name: str, name_ur: str, born: str, **more: Any) -> Made:
    return Made(f"{name} Misali", f"{name_ur} مثالی", date.fromisoformat(born), **more)


AYESHA = _made("Ayesha", "عائشہ", "1992-04-03", skin_type="V", concerns=(GRADED, TEXTURE), weight_kg=61)
BILAL = _made("Bilal", "بلال", "1999-11-20", sex="male", language="ur")
SANA = _made("Sana", "ثنا", "1995-07-14", language="ur", concerns=(TEXTURE,))
FATIMA = _made("Fatima", "فاطمہ", "2001-01-30")
HINA = _made("Hina", "حنا", "1990-09-09", findings=({"finding": "pregnancy", "status": "active"},))
USMAN = _made("Usman", "عثمان", "1988-12-01", sex="male", weight_kg=82)
ZARA = _made("Zara", "زارا", "1997-02-17", concerns=(LINES,))
KIRAN = _made("Kiran", "کرن", "1994-06-25", language="ur", skin_type="V")
OMAR = _made("Omar", "عمر", "1985-03-11", sex="male", weight_kg=78)
MARYAM = _made("Maryam", "مریم", "1993-10-05", language="ur", concerns=(TEXTURE,))
RABIA = _made("Rabia", "رابعہ", "1998-08-22", concerns=(GRADED, ICE_PICK), additions=("platelet_rich_plasma",))
IMRAN = _made("Imran", "عمران", "1991-05-19", sex="male", concerns=(TEXTURE,))


@dataclass(slots=True)
class Roll:
    """How many have been registered, so that each gets a telephone number of their own."""

    count: int = field(default=0)

    def phone(self) -> str:
        """The next number that belongs to nobody."""
        self.count += 1
        return f"+92300000{self.count:04d}"
