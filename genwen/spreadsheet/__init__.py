"""Workbooks (.xlsx): the 自评打分表 written with formulas, and read back when it is filled in."""
