"""What rules read: documents as lines, tables, sentences, figures, times, names with their places."""
