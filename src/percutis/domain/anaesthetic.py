"""Topical anaesthetics: what a product's label limits (grams, area, time) and what the patient's weight does."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from percutis.domain.decision import Question, Reason, Sentence, sentence_of
from percutis.domain.edition.basis import Cite
from percutis.domain.edition.conditions import Case
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.products import Anaesthetic, DrugLimit
from percutis.domain.scope import Scope

MG_PER_GRAM_PER_PERCENT = 10.0
Measure = Literal["grams", "area_cm2", "grams_per_10_cm2", "minutes"]


class AnaestheticOption(NamedTuple):
    """One topical anaesthetic and its limits for this patient; None where no source gives the limit."""

    agent: str
    stance: Literal["allowed", "physician", "prohibited"]
    max_grams: float | None
    max_area_cm2: float | None
    max_grams_per_10_cm2: float | None
    at_least_minutes: float | None
    at_most_minutes: float | None
    text: Sentence
    cites: tuple[Cite, ...]


class AnaestheticLimits(NamedTuple):
    """What limits numbing for this patient. `lidocaine_mg` is the smaller of the absolute and the by-weight limit;
    None, with a question, while the weight is not known.
    """

    lidocaine_mg: float | None
    weight_kg: float | None
    options: tuple[AnaestheticOption, ...]
    questions: tuple[Question, ...]
    cites: tuple[Cite, ...]


def anaesthetic_limits(
    weight_kg: float | None, case: Case, reasons: Iterable[Reason], scope: Scope, edition: Edition
) -> AnaestheticLimits:
    """Every agent the edition knows with its stance and limits, and the ceiling of lidocaine for this weight."""
    kept = tuple(reasons)
    limit = drug_limit("lidocaine", edition)
    return AnaestheticLimits(
        lidocaine_mg=ceiling_mg(limit, weight_kg),
        weight_kg=weight_kg,
        options=tuple(_option(agent, case, kept, scope, edition) for agent in edition.anaesthetics if agent.offered),
        questions=() if weight_kg is not None or limit is None else (ask_weight(limit),),
        cites=limit.cites if limit else (),
    )


def ask_weight(limit: DrugLimit) -> Question:
    """The question that a limit by body weight needs answered."""
    return Question(finding="weight", missing="fact", text=Sentence("answers.ask.weight"), cites=limit.cites)


def drug_limit(drug: str, edition: Edition) -> DrugLimit | None:
    """What the edition allows of one drug."""
    return next((entry for entry in edition.drug_limits if entry.drug == drug), None)


def ceiling_mg(limit: DrugLimit | None, weight_kg: float | None) -> float | None:
    """The most of a drug for a body weight, mg: 61 kg at 4.5 mg/kg and at most 300 mg make 274.5 mg.

    None where no source limits it, and where the weight that it depends on is not known.
    """
    if limit is None or (limit.at_most_mg_per_kg is not None and weight_kg is None):
        return None
    by_weight = limit.at_most_mg_per_kg * weight_kg if limit.at_most_mg_per_kg and weight_kg else None
    return min((mg for mg in (limit.at_most_mg, by_weight) if mg is not None), default=None)


def exceeds(limit: DrugLimit | None, given_mg: float, weight_kg: float | None) -> bool | None:
    """Whether a dose is beyond the most of a drug; None where only the weight could tell."""
    if limit is None or given_mg == 0:
        return False
    if limit.at_most_mg is not None and given_mg > limit.at_most_mg:
        return True
    ceiling = ceiling_mg(limit, weight_kg)
    return (
        None if ceiling is None and limit.at_most_mg_per_kg is not None else ceiling is not None and given_mg > ceiling
    )


def applied_mg(agent: Anaesthetic, drug: str, grams: float) -> float:
    """The drug in `grams` of the product, mg: 20 g of 2.5 % make 500 mg."""
    return agent.ingredients.get(drug, 0.0) * MG_PER_GRAM_PER_PERCENT * grams


def limit_of(agent: Anaesthetic, measure: Measure, end: Literal["at_most", "at_least"], case: Case) -> float | None:
    """The strictest limit of one measure that applies; None where no source gives one."""
    values = [
        value
        for limit in agent.limits
        if limit.measure == measure and limit.when.applies(case) and (value := getattr(limit, end)) is not None
    ]
    if not values:
        return None
    return float(min(values) if end == "at_most" else max(values))


def prohibition(agent: str, reasons: Iterable[Reason]) -> Reason | None:
    """The reason that forbids the agent to this patient, if any."""
    return next((r for r in reasons if r.changes and agent in r.changes.prohibit_anaesthetics), None)


def _option(
    agent: Anaesthetic, case: Case, reasons: tuple[Reason, ...], scope: Scope, edition: Edition
) -> AnaestheticOption:
    forbidden = prohibition(agent.agent, reasons)
    stance: Literal["allowed", "physician", "prohibited"] = "allowed"
    if agent.refused or forbidden:
        stance = "prohibited"
    elif not scope.allows_anaesthetic(agent.agent, agent.prescription):
        stance = "physician"
    return AnaestheticOption(
        agent=agent.agent,
        stance=stance,
        max_grams=limit_of(agent, "grams", "at_most", case),
        max_area_cm2=limit_of(agent, "area_cm2", "at_most", case),
        max_grams_per_10_cm2=limit_of(agent, "grams_per_10_cm2", "at_most", case),
        at_least_minutes=limit_of(agent, "minutes", "at_least", case),
        at_most_minutes=limit_of(agent, "minutes", "at_most", case),
        text=forbidden.text if forbidden else sentence_of(agent),
        cites=forbidden.cites if forbidden else agent.cites,
    )
