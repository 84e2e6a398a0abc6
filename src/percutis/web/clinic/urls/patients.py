"""Addresses of patients, their chart and their money."""

from percutis.web.accounts.rights import Right
from percutis.web.clinic.page import page
from percutis.web.clinic.views import chart, courses, erasing, kept, links, money, patients

OF_PATIENT = "patients/<uuid:patient>/"

pages = [
    page("patients/", patients.find, Right.SEE_PATIENT, "patients"),
    page("patients/new/", patients.new, Right.REGISTER, "patient_new"),
    page(OF_PATIENT, chart.show, Right.SEE_PATIENT, "patient"),
    page(f"{OF_PATIENT}edit/", patients.edit, Right.REGISTER, "patient_edit"),
    page(f"{OF_PATIENT}link/", patients.send, Right.BOOK, "send_link"),
    page(f"{OF_PATIENT}links/", links.index, Right.BOOK, "links"),
    page(f"{OF_PATIENT}links/revoke/", links.revoke, Right.BOOK, "links_revoke"),
    page(f"{OF_PATIENT}links/<int:link>/code/", links.code, Right.BOOK, "link_code"),
    page(f"{OF_PATIENT}hand-over/", links.hand_over, Right.BOOK, "hand_over"),
    page(f"{OF_PATIENT}kept/", kept.show, Right.EXPORT, "patient_kept", fresh=True),
    page(f"{OF_PATIENT}kept/export/", kept.export, Right.EXPORT, "patient_export", fresh=True),
    page(f"{OF_PATIENT}kept/delete/", erasing.erase, Right.ERASE, "patient_erase", fresh=True),
    page(f"{OF_PATIENT}money/", money.show, Right.MONEY, "money"),
    page(f"{OF_PATIENT}money/package/", money.sell, Right.MONEY, "package_new"),
    page(f"{OF_PATIENT}money/payment/", money.pay, Right.MONEY, "payment_new"),
    page("receipts/<int:receipt>/<slug:language>/", money.receipt, Right.MONEY, "receipt"),
    page("receipts/<int:receipt>/", money.cancel, Right.MONEY, "receipt_cancel"),
    page("packages/<int:package>/back/", money.back, Right.MONEY, "package_back"),
    page("courses/<int:course>/book/", courses.book, Right.BOOK, "course_book"),
]
