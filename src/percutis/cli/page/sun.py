"""The page of `percutis sun`, and the sun of a course."""

from percutis.cli.page.blocks import write_legend, write_standing
from percutis.cli.page.paper import DIM, Paper
from percutis.domain.sun import SunDay, SunOutlook
from percutis.interop.wording import day, day_of_week, number

WIDEST_BAR = 44
BANDS = {"low": "green", "moderate": "yellow", "high": "yellow", "very_high": "red", "extreme": "bold magenta"}


def write_sun(answer: SunDay, paper: Paper) -> None:
    """The highest index and its band, the hours to stay in, and the day drawn hour by hour."""
    band = paper.word("band", answer.band)
    highest = paper.phrase("uv_highest", uv=number(answer.max))
    paper.line((paper.dots(highest, band), f"bold {BANDS.get(answer.band, '')}".strip()))
    for start, until in answer.stay_in:
        paper.line((paper.phrase("stay_in", start=start, until=until), "bold"), indent=3)
    local = "solar_time" if answer.timezone == "solar" else "local_time"
    where = paper.dots(day(answer.on, paper.texts), paper.phrase(local, timezone=paper.drawing(answer.timezone)))
    write_standing(paper, paper.drawing(answer.place), where)
    paper.blank()
    stay = tuple(answer.stay_in)
    for hour in answer.hours:
        length = round(WIDEST_BAR * hour.uv_index / max(answer.max, 11.0))
        inside = any(start <= hour.at < until for start, until in stay)
        bar = f"{hour.at}  {'█' * length or '·'} {number(hour.uv_index)}"
        paper.line((paper.drawing(bar), "yellow" if inside else DIM), indent=2)
    paper.line((paper.cites(answer.cites), DIM), indent=2)
    write_legend(paper)


def write_outlook(sun: SunOutlook | None, paper: Paper, key: str = "sun") -> None:
    """The sun on the days of a course, or of the week after a session."""
    if sun is None or not sun.sessions:
        return
    paper.heading(key, place=paper.drawing(sun.place or ""))
    for spell in sun.sessions:
        style = BANDS.get(spell.band, "")
        band = paper.phrase("uv_highest", uv=number(spell.max)), paper.word("band", spell.band)
        paper.row(day_of_week(spell.on, paper.texts), (paper.dots(*band), style), indent=2, column=28)
    paper.line((paper.cites(sun.cites), DIM), indent=2)
