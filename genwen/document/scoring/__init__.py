"""From findings to points: clauses, totals, passing, 整改, and the sheets and tables of them."""
