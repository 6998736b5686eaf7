"""Lots: acquired, moved between own accounts, used up by a method; exact and explained."""
