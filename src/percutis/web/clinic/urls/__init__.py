"""The addresses of the staff's pages, a file per part of the work. Every one stands behind the door with its right."""

from percutis.web.clinic.urls import (
    consultation,
    diary,
    following,
    messages,
    office,
    patients,
    photographs,
    stock,
    treatment,
)

app_name = "clinic"
urlpatterns = [
    *diary.pages,
    *patients.pages,
    *consultation.pages,
    *treatment.pages,
    *photographs.pages,
    *following.pages,
    *stock.pages,
    *messages.pages,
    *office.pages,
]
