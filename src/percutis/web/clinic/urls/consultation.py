"""Addresses of consultation, plan and consent."""

from percutis.web.accounts.rights import Right
from percutis.web.clinic.page import page
from percutis.web.clinic.views import consent, consultation, override, plan, plan_sheets, versions

OF_PATIENT = "patients/<uuid:patient>/"

pages = [
    page(f"{OF_PATIENT}versions/", versions.index, Right.SEE_CHART, "versions"),
    page(f"{OF_PATIENT}consultation/", consultation.overview, Right.TAKE_INTAKE, "consultation"),
    page(f"{OF_PATIENT}consultation/finish/", consultation.finish, Right.TAKE_INTAKE, "consultation_finish"),
    page(f"{OF_PATIENT}consultation/discard/", consultation.discard, Right.TAKE_INTAKE, "consultation_discard"),
    page(f"{OF_PATIENT}consultation/<slug:section>/", consultation.section, Right.TAKE_INTAKE, "consultation_section"),
    page(f"{OF_PATIENT}override/<slug:rule>/", override.new, Right.DECIDE, "override_new"),
    page(f"{OF_PATIENT}overrides/<int:override>/withdraw/", override.withdraw, Right.DECIDE, "override_withdraw"),
    page(f"{OF_PATIENT}plan/", plan.new, Right.SEE_SETTINGS, "plan_new"),
    page(f"{OF_PATIENT}plan/<int:plan>/", plan.show, Right.SEE_PATIENT, "plan"),
    page(f"{OF_PATIENT}plan/<int:plan>/sign/", plan.sign, Right.DECIDE, "plan_sign"),
    page(f"{OF_PATIENT}plan/<int:plan>/handout/<slug:language>/", plan_sheets.handout, Right.SEE_CHART, "plan_handout"),
    page(
        f"{OF_PATIENT}plan/<int:plan>/calendar/<slug:language>/", plan_sheets.calendar, Right.SEE_CHART, "plan_calendar"
    ),
    page(f"{OF_PATIENT}consent/<slug:subject>/", consent.give, Right.TAKE_CONSENT, "consent"),
    page(f"{OF_PATIENT}consents/<int:consent>/", consent.show, Right.SEE_CHART, "consent_given"),
    page(f"{OF_PATIENT}consents/<int:consent>/sheet/", consent.sheet, Right.SEE_CHART, "consent_sheet"),
]
