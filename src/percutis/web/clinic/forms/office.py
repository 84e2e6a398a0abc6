"""Forms of the office: members, rooms, the log, and the approval of an edition."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from percutis.domain.edition.texts import Texts
from percutis.interop.wording import capital, label
from percutis.web.accounts.models import Membership
from percutis.web.clinic.forms.days import DayField
from percutis.web.clinic.forms.signing import SigningForm
from percutis.web.ui.names import called

DAY = {"type": "date"}
LANGUAGES = (("", _("as the browser asks")), ("en", "English"), ("ur", "اردو"))


class PlaceForm(forms.Form):
    """What a member is in the clinic."""

    role = forms.ChoiceField(label=_("Role"))
    licence_number = forms.CharField(
        label=_("Licence number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text=_("Whoever treats or decides needs a licence in date."),
    )
    licence_expires = DayField(label=_("Last day of the licence"), required=False, widget=forms.DateInput(attrs=DAY))
    supervisor = forms.ChoiceField(
        label=_("Physician on record"), required=False, help_text=_("Under whom a nurse or aesthetician treats.")
    )
    takes_visits = forms.BooleanField(label=_("Has a column on the diary"), required=False)
    is_administrator = forms.BooleanField(
        label=_("Administrator"), required=False, help_text=_("Changes staff and rooms, and reads the log.")
    )
    is_medical_director = forms.BooleanField(
        label=_("Medical director"), required=False, help_text=_("Approves the protocol, and answers for safety.")
    )

    def __init__(self, texts: Texts, physicians: Sequence[Membership], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.physicians = {str(one.pk): one for one in physicians}
        roles = [(role, capital(label("role", role, texts))) for role, _name in Membership.ROLES]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        chiefs = [(key, called(one)) for key, one in self.physicians.items()]
        self.fields["supervisor"].choices = [("", _("nobody")), *chiefs]  # type: ignore[attr-defined]

    def clean_supervisor(self) -> Membership | None:
        """The physician, as a member."""
        return self.physicians.get(self.cleaned_data["supervisor"])


class NamedForm(PlaceForm):
    """A person and their place."""

    field_order = ["name", "name_ur", "role", "licence_number", "licence_expires", "supervisor"]
    name = forms.CharField(label=_("Name"), max_length=120)
    name_ur = forms.CharField(
        label=_("Name in Urdu"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ur"}),
    )


class MemberForm(NamedForm):
    """A member and their place; the version tells two editors apart."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class NewMemberForm(NamedForm):
    """Somebody new, or somebody who has a log-in already."""

    field_order = ["username", "has_login", "name", "name_ur", "role", "licence_number", "licence_expires"]
    username = forms.CharField(
        label=_("Log-in name"),
        max_length=150,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "none"}),
    )
    has_login = forms.BooleanField(
        label=_("Has this log-in already, from another clinic or from an earlier time here"), required=False
    )
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language of the pages"), choices=LANGUAGES, required=False)


class RoomForm(forms.Form):
    """A room; a new one has no version yet."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name of the room"), max_length=60, widget=forms.TextInput(attrs={"dir": "auto"}))
    is_used = forms.BooleanField(label=_("In use"), required=False, initial=True)


class ProgramForm(forms.Form):
    """A program of another system."""

    name = forms.CharField(
        label=_("Name of the program"),
        help_text=_("By which you will know it again, such as the name of the other system."),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class LogForm(forms.Form):
    """What is looked for in the log."""

    member = forms.TypedChoiceField(label=_("Who"), coerce=int, required=False, empty_value=None)
    patient = forms.CharField(
        label=_("Patient's number"), max_length=20, required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    action = forms.ChoiceField(label=_("What"), required=False)
    day = DayField(label=_("Day"), required=False, widget=forms.DateInput(attrs=DAY))

    def __init__(
        self, people: Iterable[Membership], actions: Sequence[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        everybody = [(one.pk, called(one)) for one in people]
        self.fields["member"].choices = [("", _("everybody")), *everybody]  # type: ignore[attr-defined]
        self.fields["action"].choices = [("", _("everything")), *actions]  # type: ignore[attr-defined]


class ApprovalForm(SigningForm):
    """The medical director's signature under exactly the files that are shown."""

    field_order = ["note", "digest", "password"]
    digest = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Note"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )


class WithdrawalForm(SigningForm):
    """Why an approval no longer stands."""

    field_order = ["because", "password"]
    because = forms.CharField(
        label=_("Why the approval is withdrawn"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
