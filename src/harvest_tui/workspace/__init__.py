"""A book opened: the stages strung together, and what-if questions answered."""
