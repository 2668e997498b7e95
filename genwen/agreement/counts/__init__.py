"""Rules of lists and the counts announced for them."""
