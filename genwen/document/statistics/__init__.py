"""统计: quantities of years and places, the indicators computed from them, targets, and what in them is odd."""
