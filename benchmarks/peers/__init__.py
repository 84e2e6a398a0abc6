"""The same screening rules in three rule engines. Each peer answers with the set of rules that speak for a patient."""
