"""Which words an input may use: those of the edition, and the closed lists of the vocabulary.

Findings, zones, devices and the like are the edition's own. Lists that no part of it enumerates stand here.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from percutis.domain.edition.conditions import When
from percutis.domain.edition.edition import Edition
from percutis.domain.words import CLINICIANS, PHYSICIANS, SKIN_TYPES, Status

Words = dict[str, tuple[str, ...]]

SHORT_LIST = 16
NEVER_TREATED = "never treated: inside the orbital rim"


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


CLOSED: Words = {
    "sex": ("female", "male", "other"),
    "status": tuple(Status),
    "skin_type": SKIN_TYPES,
    "role": (*CLINICIANS, "front_desk", "patient"),
    "physician": PHYSICIANS,
    "trend": ("new", "improving", "same", "worsening"),
    "consent": ("signed", "missing", "withdrawn"),
    "photographs": ("none", "record_only", "clinic", "publish"),
    "device_class": ("pen", "roller", "stamp", "radiofrequency"),
    "notice": _listed("""
        needle_reuse_suspected blood_product_mixup_suspected unlicensed_operator partner_of_exposed_client
        """),
    "concern": _listed("""
        acne_scar_icepick acne_scar_boxcar acne_scar_rolling acne_scar_unspecified post_acne_pigmentation
        fine_lines wrinkles texture enlarged_pores laxity melasma striae surgical_scar burn_scar
        hair_loss_androgenetic
        """),
    "addition": _listed("""
        platelet_rich_plasma hyaluronic_acid_gel_sterile tranexamic_acid vitamin_c_serum exosomes
        growth_factors minoxidil glycolic_peel tca_cross subcision five_fluorouracil insulin filler
        botulinum_toxin cosmetic_serum
        """),
    "symptom": _listed("""
        erythema swelling pain warmth pinpoint_bleeding bruising petechiae itch hives dryness flaking
        acne_flare milia papules nodules abscess pustules pus vesicles erosions crusting skin_darkening skin_lightening
        parallel_lines raised_scar ring_scale purple_nonblanching black_skin blister_burn dent fever malaise
        joint_pain lymph_node_swelling widespread_rash face_or_tongue_swelling breathing_difficulty wheeze
        fainting seizure confusion chest_pain palpitations perioral_numbness metallic_taste tinnitus blue_lips
        eye_pain blurred_vision eyelid_blisters facial_weakness facial_numbness
        """),
}


def words_of(edition: Edition) -> Words:
    """Every word an input may use, by kind: the closed lists, and what the edition adds to them."""
    own: dict[str, Iterable[str]] = {
        "finding": edition.finding,
        "zone": edition.zone,
        "device": edition.device,
        "device_class": (kind.device_class for kind in edition.device_classes),
        "concern": _concerns(edition),
        "symptom": _symptoms(edition),
        "addition": (entry.addition for entry in edition.additions),
        "anaesthetic": ("none", *(entry.agent for entry in edition.anaesthetics)),
        "antiseptic": (entry.antiseptic for entry in edition.antiseptics),
        "scale": (entry.scale for entry in edition.scales),
        "questionnaire": (bands.questionnaire for bands in edition.typing_bands),
        "place": (place.name for place in edition.places),
        "rule": overridable(edition),
    }
    return {kind: tuple(dict.fromkeys((*CLOSED.get(kind, ()), *own.get(kind, ())))) for kind in {**CLOSED, **own}}


def overridable(edition: Edition) -> Iterator[str]:
    """The rules that have a permissive value for a physician to choose."""
    yield from (rule.id for rule in edition.rules if rule.permissive)
    yield from (bound.id for bound in edition.depth_bounds if bound.permissive_at_most_mm is not None)
    yield from (course.id for course in edition.courses if course.permissive_min_days is not None)
    yield from (rule.id for rule in edition.gate_rules if rule.override)
    yield from (clock.id for clock in edition.clocks if clock.permissive_hours is not None)


def other_names(kind: str, edition: Edition) -> dict[str, str]:
    """What people call a word besides: the brands of a finding."""
    return {brand: found.code for found in edition.findings for brand in found.brands} if kind == "finding" else {}


def allowed_words(
    kind: str, words: tuple[str, ...], given: object = None, known_as: Mapping[str, str] | None = None
) -> str:
    """What is allowed, in words: a short list whole; of a long one the nearest, and where the rest stands.

    `known_as` gives the word behind other names, such as a brand: `isotretinoin (Roaccutane)?`.
    """
    if len(words) <= SHORT_LIST:
        return ", ".join(words) or f"no {kind} is known to this edition"
    names = {name.casefold(): f"{word} ({name})" for name, word in (known_as or {}).items()} | {w: w for w in words}
    found = get_close_matches(given.casefold(), names, n=3, cutoff=0.5) if isinstance(given, str) else []
    near = dict.fromkeys(names[name] for name in found)
    begin = f"{' or '.join(near)}? " if near else ""
    return f"{begin}see percutis protocol words {kind}s"


def _concerns(edition: Edition) -> Iterator[str]:
    conditions: list[When] = [bound.when for bound in edition.depth_bounds]
    conditions += [entry.when for entry in edition.not_needled]
    for when in conditions:
        yield from when.concerns


def _symptoms(edition: Edition) -> Iterator[str]:
    for expected in edition.expected:
        yield from expected.symptoms
    for flag in edition.red_flags:
        for clause in flag.any:
            yield from (*clause.any_of, *clause.also)
