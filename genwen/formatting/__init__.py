"""A plain draft made into a 公文 in the unit's template."""
