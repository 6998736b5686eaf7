"""The law as data: dated, referenced parameters, and what holds in one year."""
