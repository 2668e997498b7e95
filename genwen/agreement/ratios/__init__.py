"""Rules of what two numbers make: changes, shares, means, multiples, differences."""
