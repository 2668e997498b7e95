"""Rules of one quantity told twice: facts, values, precisions, units."""
