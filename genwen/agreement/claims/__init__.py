"""Rules of what words claim of numbers: the most, the least, ranks, grades, trends, verdicts, lines kept."""
