"""Rules of parts and wholes: totals of tables and of prose, months and the year, what is done and what is left."""
