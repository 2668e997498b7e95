"""The .docx format: packages, XML written by style name, documents read back."""
