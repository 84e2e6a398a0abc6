"""A registry: many patients as tables, screened all at once by the join that `domain.screening` walks for one."""
