"""Which details of a finding or a concern a rule of the edition reads: when it was, where it is, since when."""

from functools import lru_cache

from percutis.domain.edition.edition import Edition


@lru_cache(maxsize=8)
def dated_findings(edition: Edition) -> frozenset[str]:
    """The findings of which a rule asks when they were."""
    triggers = [(rule, rule.trigger) for rule in edition.rules if rule.trigger]
    return _about({t.finding for rule, t in triggers if rule.window or t.within or t.beyond}, edition)


@lru_cache(maxsize=8)
def placed_findings(edition: Edition) -> frozenset[str]:
    """The findings of which a rule asks where they are."""
    triggers = [(rule, rule.trigger) for rule in edition.rules if rule.trigger]
    return _about({t.finding for rule, t in triggers if rule.scope == "area" or t.zones}, edition)


@lru_cache(maxsize=8)
def dated_concerns(edition: Edition) -> frozenset[str]:
    """The concerns of which a rule asks how old they are."""
    return frozenset(
        concern for rule in edition.rules if rule.when.concern_younger_than for concern in rule.when.concerns
    )


def _about(triggers: set[str], edition: Edition) -> frozenset[str]:
    """These findings and all cases of them."""
    return frozenset(code for code, line in edition.lineage.items() if triggers.intersection(line))
