"""Documents held against each other and against the facts: figures, lists, references, names, dates, sums."""
