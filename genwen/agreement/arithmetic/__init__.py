"""What figures make of each other: shares, changes, sums, what a figure should have been made of."""
