"""genwen: structured YAML facts in, 公文 in the format of GB/T 9704—2012 out."""

__version__ = "0.1.0"
