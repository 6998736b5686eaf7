"""View-models in words: what the screens and the command line show."""
