"""The page of `percutis aftercare`."""

from percutis.cli.page.blocks import write_legend, write_standing
from percutis.cli.page.clocks import write_clocks
from percutis.cli.page.healing import write_products
from percutis.cli.page.paper import STRONG, Paper
from percutis.cli.page.sun import write_outlook
from percutis.cli.page.tasks import write_tasks
from percutis.domain.aftercare import Aftercare
from percutis.interop.wording import moment

COLUMN = 46  # dates with their times


def write_aftercare(answer: Aftercare, paper: Paper) -> None:
    """The clocks that the session started, what to do and leave by date, and the sun of the week."""
    paper.line((paper.phrase("ended", moment=moment(answer.ended, paper.texts)), STRONG))
    write_standing(paper, "")
    write_clocks(answer.clocks, paper)
    paper.heading("to_do")
    write_tasks(answer.tasks, paper, COLUMN)
    write_products(answer.products, paper, COLUMN)
    write_outlook(answer.sun, paper, "sun_after")
    write_legend(paper)
