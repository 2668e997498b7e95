"""The rules by family; `genwen.lint.registry` lists them all."""
