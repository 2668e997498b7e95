"""YAML read into located mappings, sequences and scalars; no types."""
