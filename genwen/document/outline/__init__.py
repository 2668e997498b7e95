"""The outline of one document as a clerk writes it, read into nodes."""
