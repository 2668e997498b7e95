"""Ledgers read: files of content/统计/台账 into figures with their places."""
