"""Addresses of the session and photographs."""

from percutis.web.accounts.rights import Right
from percutis.web.clinic.page import page
from percutis.web.clinic.views.session import aftercare, check, frame, gate, lots, sign, steps, treat
from percutis.web.clinic.views.session import photographs as pictures

OF_SESSION = "sessions/<int:session>/"

pages = [
    page("visits/<int:visit>/session/", frame.open_it, Right.TREAT, "session_open"),
    page(OF_SESSION, frame.index, Right.SEE_SETTINGS, "session"),
    page(f"{OF_SESSION}step/<slug:step>/", steps.show, Right.SEE_SETTINGS, "session_step"),
    page(f"{OF_SESSION}check/", check.save, Right.TREAT, "session_check"),
    page(f"{OF_SESSION}photographs/", pictures.keep, Right.TREAT, "session_photographs"),
    page(f"{OF_SESSION}photographs/skip/", pictures.skip, Right.TREAT, "session_photographs_skip"),
    page(f"{OF_SESSION}gate/", gate.check, Right.TREAT, "session_gate"),
    page(f"{OF_SESSION}start/", gate.start, Right.TREAT, "session_start"),
    page(f"{OF_SESSION}zone/", treat.zone, Right.TREAT, "session_zone"),
    page(f"{OF_SESSION}incident/", treat.incident, Right.TREAT, "session_incident"),
    page(f"{OF_SESSION}end/", treat.end, Right.TREAT, "session_end"),
    page(f"{OF_SESSION}cartridge/", lots.cartridge, Right.TREAT, "session_cartridge"),
    page(f"{OF_SESSION}product/", lots.product, Right.TREAT, "session_product"),
    page(f"{OF_SESSION}aftercare/", aftercare.give, Right.TREAT, "session_aftercare"),
    page(f"{OF_SESSION}aftercare/<slug:language>/", aftercare.sheet, Right.SEE_CHART, "session_sheet"),
    page(f"{OF_SESSION}left/", sign.left, Right.TREAT, "session_left"),
    page(f"{OF_SESSION}cartridges/<int:use>/back/", lots.take_back, Right.TREAT, "cartridge_back"),
    page(f"{OF_SESSION}sign/", sign.sign, Right.TREAT, "session_sign"),
    page(f"{OF_SESSION}abandon/", sign.abandon, Right.TREAT, "session_abandon"),
]
