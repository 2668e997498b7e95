"""Drafts that were edited by hand: what was generated, what the clerk changed, and the two brought together."""
