"""The document model: immutable 要素 and blocks, and what composes them from facts."""
