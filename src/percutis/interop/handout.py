"""The patient's hand-out as PDF (tagged for screen readers, PDF/UA), typeset by typst from `handout.typ`."""

import json
import os
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.domain.errors import InputError
from percutis.domain.intake import Intake
from percutis.domain.plan import Plan
from percutis.interop.handout_content import handout_content

if TYPE_CHECKING:
    from percutis.interop.sheets.aftercare import Sender

PACKAGE = Path(__file__).parents[1]  # where every template finds `letters.typ`
TEMPLATE = Path(__file__).parent / "handout.typ"
NO_LETTER = "could not be displayed with font"
INSTALLED_FONTS = Path(__file__).parents[3] / "node_modules" / "@expo-google-fonts"


def font_folder() -> Path | None:
    """Where the hand-out's fonts are: the folder of PERCUTIS_FONTS, else where the package's set-up puts them."""
    named = os.environ.get("PERCUTIS_FONTS")
    folder = Path(named) if named else INSTALLED_FONTS
    return folder if folder.is_dir() else None


def handout_pdf(plan: Plan, intake: Intake, texts: Texts, edition: Edition, sender: "Sender | None" = None) -> bytes:
    """The hand-out in the language of `texts`. The same plan gives the same bytes.

    Without a sender nobody is named, and the telephone numbers are lines to write on.

    Without the fonts it is set in those that typst carries: ask `font_folder` first.

    Raises:
        InputError: the fonts lack a letter, as those of typst lack some of Urdu.
    """
    import typst

    folder = font_folder()
    content = handout_content(plan, intake, texts, edition, sender)
    try:
        return typst.compile(
            TEMPLATE,
            root=PACKAGE,
            format="pdf",
            font_paths=[folder] if folder else [],
            sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=datetime.combine(plan.on, time(), UTC),
        )
    except typst.TypstError as error:
        if NO_LETTER not in str(error):
            raise
        needed = f"a folder of fonts with the letters of {texts.language}, as make demo fetches them"
        raise InputError.one("PERCUTIS_FONTS", str(folder) if folder else "no folder", needed) from error
