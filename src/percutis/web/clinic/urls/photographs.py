"""Addresses of photographs: taken, seen, compared, given away, and deleted, each with its own right."""

from percutis.web.accounts.rights import Right
from percutis.web.clinic.page import page
from percutis.web.clinic.views import blind, comparing, photograph, photographs, reopening, taking

OF_PATIENT = "patients/<uuid:patient>/photographs/"
ONE, TRIAL, BLIND = "photographs/<uuid:photo>/", "photographs/trials/<uuid:trial>/", "blind/<uuid:pair>/"
SEE, TAKE_AWAY, DELETE = Right.SEE_PHOTOGRAPHS, Right.DOWNLOAD_PHOTOGRAPHS, Right.DELETE_PHOTOGRAPHS

pages = [
    page(OF_PATIENT, photographs.index, SEE, "photographs"),
    page(f"{OF_PATIENT}take/<slug:view>/", taking.take, SEE, "photographs_take"),
    page(f"{OF_PATIENT}compare/", comparing.compare, SEE, "compare"),
    page(f"{OF_PATIENT}compare/measure/", comparing.ask, SEE, "compare_ask"),
    page(f"{OF_PATIENT}change/", comparing.change, SEE, "photographs_change"),
    page(f"{OF_PATIENT}closed/", reopening.reopen, Right.TAKE_CONSENT, "photographs_closed"),
    page(f"{OF_PATIENT}copies/", photograph.copies, DELETE, "photographs_copies"),
    page(ONE, photographs.show, SEE, "photograph"),
    page(f"{ONE}page/", photograph.show, SEE, "photograph_page"),
    page(f"{ONE}points/", photograph.points, SEE, "photograph_points"),
    page(f"{ONE}use/", photograph.tier, Right.TAKE_CONSENT, "photograph_tier"),
    page(f"{ONE}download/<slug:what>/", photographs.download, TAKE_AWAY, "photograph_download"),
    page(f"{ONE}delete/", photograph.delete, DELETE, "photograph_delete", fresh=True),
    page(TRIAL, taking.trial, SEE, "trial"),
    page(f"{TRIAL}picture/", taking.trial_picture, SEE, "trial_picture"),
    page(f"{TRIAL}keep/", taking.keep, SEE, "trial_keep"),
    page(f"{TRIAL}again/", taking.again, SEE, "trial_again"),
    page("photographs/compared/<int:comparison>/<slug:side>/", comparing.side, SEE, "compared_picture"),
    page("courses/<int:course>/blind/", blind.new, SEE, "blind_new"),
    page(BLIND, blind.grade, SEE, "blind"),
    page(f"{BLIND}<slug:side>/", blind.side, SEE, "blind_picture"),
]
