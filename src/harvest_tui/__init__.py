"""US crypto tax-loss harvesting in the terminal."""

__version__ = "0.1.0"
