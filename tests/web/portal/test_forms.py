"""Whatever a patient answers is what is kept, and what the screen shows when it is opened again."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from percutis.interop.files.words import words_of
from percutis.protocol.load import load_edition, load_texts
from percutis.web.patient.forms import checkin, intake
from percutis.web.patient.forms.screens import PRESENT, Said, Screen, screens
from percutis.web.patient.presenters import checkin as checkin_words
from percutis.web.patient.presenters import intake as intake_words

EDITION, TEXTS = load_edition(), load_texts(load_edition().id, "en")
SYMPTOMS = [code for code in words_of(EDITION)["symptom"] if code not in ("breathing_difficulty", "chest_pain")]
ZONES = ["cheek_left", "forehead", "chin"]
ASKED = checkin.Asked(
    urgent=("breathing_difficulty", "chest_pain"),
    usual=tuple(SYMPTOMS[:6]),
    others=tuple(code for code in SYMPTOMS[6:] if code != checkin.FEVER),
    notices=tuple(words_of(EDITION)["notice"]),
)


def posted(**fields: object) -> QueryDict:
    """A form as a browser sends it."""
    post = QueryDict(mutable=True)
    for name, value in fields.items():
        post.setlist(name, value if isinstance(value, list) else [str(value)])
    return post


symptoms = st.dictionaries(
    st.sampled_from(SYMPTOMS),
    st.tuples(st.integers(1, 10), st.sampled_from(["", *checkin.LEAST_TREND])),
    max_size=6,
)


@given(there=symptoms, zones=st.lists(st.sampled_from(ZONES), unique=True))
def test_checkin_keeps_every_answer(there: dict[str, tuple[int, str]], zones: list[str]) -> None:
    """Every screen walked through once: what was said is the public format of exactly that, and shows again."""
    draft: checkin.Said = {}
    done = 0
    while (step := checkin.steps(draft, ASKED)[done]).kind != "check":
        given_now = answer_to(step, there, zones)
        following = checkin.answered(step, given_now, draft)
        assert following is not None, step
        draft, done = following, done + 1
        shown = checkin_words.question(step, draft, EDITION, TEXTS)
        if step.kind == "group":
            assert {one.value for one in shown.options if one.is_picked} == set(step.codes) & set(there)
    said = {one["symptom"]: one for one in checkin.said_in(draft)["symptoms"]}
    assert {code: (one["severity"], one.get("trend", "")) for code, one in said.items()} == there
    places = [one["zones"] for code, one in said.items() if "zones" in one]
    assert all(place == zones for place in places)


def answer_to(step: checkin.Step, there: dict[str, tuple[int, str]], zones: list[str]) -> QueryDict:
    match step.kind:
        case "about":
            severity, trend = there[step.codes[0]]
            return posted(severity=severity, trend=trend)
        case "else":
            return posted(**{"else": "yes"})
        case "fever":
            return posted(fever="yes" if checkin.FEVER in there else "no")
        case "where":
            return posted(zones=zones) if zones else posted(unsaid="yes")
        case "urgent":
            return posted(none="yes")
        case _:
            ticked = [code for code in step.codes if code in there]
            return posted(choice=ticked) if ticked else posted(none="yes")


FINDINGS = [kind.code for kind in EDITION.findings if kind.ask != "no"]
answers = st.dictionaries(st.sampled_from(FINDINGS), st.sampled_from(["active", "past", "unknown"]), max_size=8)


@given(given_answers=answers, earliest=st.sampled_from(["", "2030-01-31"]))
def test_intake_keeps_every_answer(given_answers: dict[str, str], earliest: str) -> None:
    """Every screen walked through once: each finding has the status that was said, and shows again."""
    said: Said = {}
    done = 0
    while (screen := screens(said, EDITION)[done]).kind != "check":
        following = intake.answered(screen, intake_answer(screen, given_answers, earliest), said, EDITION)
        assert following is not None, screen
        said, done = following, done + 1
        shown = intake_words.question(screen, said, EDITION, TEXTS)
        if screen.kind == "group":
            there = {code for code in screen.codes if given_answers.get(code) in PRESENT}
            assert {one.value for one in shown.choices if one.is_picked} == there
    kept = {one["finding"]: one["status"] for one in intake.handed_in(said, EDITION)["findings"]}
    allergies = {code for code in FINDINGS if EDITION.finding[code].kind == "allergy"}
    told = {
        code: "active" if code in allergies and status == "past" else status for code, status in given_answers.items()
    }
    assert kept == {code: told.get(code, "never") for code in FINDINGS}
    assert intake.handed_in(said, EDITION).get("earliest", "") == earliest


def intake_answer(screen: Screen, given_answers: dict[str, str], earliest: str) -> QueryDict:
    statuses = {code: given_answers.get(code, "never") for code in screen.codes}
    match screen.kind:
        case "concerns":
            return posted(choice=["texture"])
        case "group":
            ticked = [code for code, status in statuses.items() if status in PRESENT]
            return posted(choice=ticked, others="unknown" if "unknown" in statuses.values() else "never")
        case "unsure":
            return posted(choice=[code for code, status in statuses.items() if status == "unknown"])
        case "detail":
            return posted(status=given_answers[screen.codes[0]])
        case "skin":
            return posted(choice="2")
        case "earliest":
            return posted(earliest=earliest)
        case _:
            return posted(zones=["forehead"], unsaid="yes")
