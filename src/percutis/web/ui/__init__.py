"""The look: base pages, components, charts, languages. Knows nothing of patients."""
