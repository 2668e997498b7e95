"""公文 held against the standard, clause by clause: a view of the document, a registry of rules, reports."""
