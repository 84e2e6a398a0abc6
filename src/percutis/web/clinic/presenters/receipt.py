"""A receipt as PDF in the patient's language, typeset by typst from `receipt.typ` beside the pages."""

import json
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from percutis.interop.handout import PACKAGE, font_folder
from percutis.interop.wording import day
from percutis.protocol.load import load_texts
from percutis.web.clinic.presenters.money import METHODS, rupees
from percutis.web.clinic.presenters.names import names
from percutis.web.records.core.phones import as_read
from percutis.web.records.models import Receipt
from percutis.web.ui.names import called

TEMPLATE = Path(__file__).parents[1] / "receipt.typ"


def receipt_content(receipt: Receipt, language: str) -> dict[str, Any]:
    """Every word of the receipt, in that language."""
    clinic, patient, texts = receipt.clinic, receipt.patient, load_texts(receipt.clinic.edition, language)
    with translation.override(language):
        cancels = receipt.cancels.number if receipt.cancels else None
        title = _("Receipt") if cancels is None else _("Receipt: cancellation")
        rows = [
            (_("Received from"), names(patient)[0]),
            (_("Patient number"), patient.number),
            (_("For"), receipt.what),
            (_("Paid by"), str(METHODS[receipt.method])),
            (_("Reference"), receipt.reference),
            (_("Cancels receipt"), str(cancels or "")),
            (_("Received by"), called(receipt.by)),
        ]
        return {
            "language": language,
            "right_to_left": language == "ur",
            "clinic": (clinic.name_ur if language == "ur" else "") or clinic.name,
            "address": clinic.address,
            "phone": as_read(clinic.phone),
            "title": title,
            "number": _("No. %(number)s") % {"number": receipt.number},
            "date": day(clinic.day_of(receipt.at), texts),
            "rows": [row for row in rows if row[1]],
            "amount_name": _("Amount"),
            "amount": rupees(receipt.amount_pkr),
            "thanks": _("Thank you. A wrong receipt is cancelled by a second one; please keep this one."),
        }


def receipt_pdf(receipt: Receipt, language: str) -> bytes:
    """The receipt as PDF; the same receipt gives the same bytes."""
    import typst

    folder = font_folder()
    return typst.compile(
        TEMPLATE,
        root=PACKAGE,
        format="pdf",
        font_paths=[folder] if folder else [],
        sys_inputs={"content": json.dumps(receipt_content(receipt, language), ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=receipt.at.replace(microsecond=0),
    )
