"""Rules of time: what comes first, how long, by when."""
