"""What a 评价标准 says: checked, worded, and set as a table."""
