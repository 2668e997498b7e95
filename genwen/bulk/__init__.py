"""批量: documents for every subordinate unit, in one run."""
