"""Rules of names: papers, organs, persons, places, words in two spellings."""
