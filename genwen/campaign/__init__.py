"""考评: the collected score sheets of the units below, ranked, put into tiers and summed up, as facts for outlines."""
