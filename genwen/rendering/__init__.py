"""Templates compiled once, documents rendered many times."""
