"""Every entry that is ever said has its text, in every language, for the same readers and with the same holes; every
text belongs to something; and no patient reads a setting.
"""

import re
from collections.abc import Iterator
from typing import get_args

from percutis.domain.edition.additions import Order
from percutis.domain.edition.tasks import TaskKind
from percutis.domain.edition.texts import Wording
from percutis.domain.errors import Problem
from percutis.protocol.checks.wordlists import LABELLED_IN, known_words
from percutis.protocol.manuscript import Manuscript
from percutis.protocol.vocabulary import Vocabulary, nearest

SAID = (
    "rules", "scope", "jurisdictions", "devices", "depth_bounds", "not_needled", "additions", "anaesthetics",
    "antiseptics", "products", "gate_rules", "tasks", "red_flags", "checkin_days", "expectations", "facts",
)  # fmt: skip
# Label kinds whose words the edition enumerates elsewhere, with the list that enumerates them.
LABELLED = {
    "zone": "zone", "finding": "finding", "device": "device", "device_class": "device_class", "addition": "addition",
    "anaesthetic": "anaesthetic", "antiseptic": "antiseptic", "product": "product", "scale": "scale", "band": "band",
    "action": "action", "verdict": "verdict", "urgency": "urgency", "stance": "stance", "status": "status",
    "strength": "strength", "evidence": "evidence", "order": "order", "kind": "kind", "clock": "clock", "drug": "drug",
    "sex": "sex", "questionnaire": "questionnaire", "gate_verdict": "gate_verdict",
}  # fmt: skip
OWNED_BY_THE_CODE = ("answers.", "labels.", "findings.detail.")
SETTING = re.compile(r"\{(depth|mg|min|max)\}|\d[\d.]*\s*(mm|mg/kg|mg)\b")


def check_texts(manuscript: Manuscript) -> Iterator[Problem]:
    """Texts that are missing, that one language has alone, that have no home, or that tell a patient a setting."""
    needed = set(_needed(manuscript))
    for language in manuscript.texts:
        wording = manuscript.texts[language].wording
        for key in sorted(needed - set(wording)):
            yield Problem(manuscript.text_place(language, key), "nothing", "a text for the entry of this id")
        yield from _settings_said(manuscript, language)
    yield from _differences(manuscript, needed)
    yield from _homeless(manuscript, needed)


def _needed(manuscript: Manuscript) -> Iterator[str]:
    for entry in manuscript.entries:
        if manuscript.sections[entry.id] in SAID:
            yield entry.key
    for finding in manuscript.edition.findings:
        if finding.ask != "no":
            yield f"findings.{finding.code}"
    for flag in manuscript.edition.red_flags:
        yield from (f"{flag.file}.{action}" for action in (*flag.for_patient, *flag.for_clinic))
    for kind, words in _labelled_words(known_words(manuscript)).items():
        yield from (f"labels.{kind}.{word}" for word in words)


def _labelled_words(known: Vocabulary) -> Vocabulary:
    lists = known | {
        "order": get_args(Order),
        "kind": get_args(TaskKind),
        "zone": (*known["zone"], *known["base_zone"]),
    }
    return {kind: lists[name] for kind, name in LABELLED.items()}


def _differences(manuscript: Manuscript, needed: set[str]) -> Iterator[Problem]:
    """What the other languages say differently from the first: keys, readers."""
    first = manuscript.texts[LABELLED_IN].wording
    for language, texts in manuscript.texts.items():
        for key in sorted((set(first) ^ set(texts.wording)) - needed):
            lacks, has = (language, LABELLED_IN) if key in first else (LABELLED_IN, language)
            yield Problem(manuscript.text_place(lacks, key), "nothing", f"a text, as there is one in {has}")
        for key in first.keys() & texts.wording.keys():
            if _for_patients(first[key]) != _for_patients(texts.wording[key]):
                allowed = f"the readers of {LABELLED_IN}: {_readers(first[key])}"
                yield Problem(manuscript.text_place(language, key), _readers(texts.wording[key]), allowed)


def _for_patients(wording: Wording) -> bool:
    return wording.patient is not None


def _readers(wording: Wording) -> str:
    return "clinician and patient" if _for_patients(wording) else "clinician only"


def _homeless(manuscript: Manuscript, needed: set[str]) -> Iterator[Problem]:
    """Texts that belong to no entry, no finding and no word."""
    homes = needed | {entry.key for entry in manuscript.entries}
    homes |= {f"findings.{finding.code}" for finding in manuscript.edition.findings}
    words = _labelled_words(known_words(manuscript))
    for language, texts in manuscript.texts.items():
        for key in texts.wording:
            file, _, name = key.partition(".")
            kind, _, word = name.partition(".")
            if file == "labels" and kind in words and word not in words[kind]:
                allowed = f"a word of the edition: {nearest(word, words[kind])}"
                yield Problem(manuscript.text_place(language, key), f"a name for {word!r}", allowed)
            if not key.startswith(OWNED_BY_THE_CODE) and key not in homes and f"{file}.{kind}" not in homes:
                allowed = f"the id of an entry of {file}.yaml"
                yield Problem(manuscript.text_place(language, key), "a text without an entry", allowed)


def _settings_said(manuscript: Manuscript, language: str) -> Iterator[Problem]:
    for key, wording in manuscript.texts[language].wording.items():
        found = SETTING.search(wording.patient or "")
        if found and not key.startswith("labels."):
            allowed = "words without depths or doses: a setting is never shown to a patient"
            yield Problem(f"{manuscript.text_place(language, key)}.patient", repr(found[0]), allowed)
