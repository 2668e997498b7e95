"""Facts: YAML text with positions, and the typed facts made from it."""
