"""The user's two TOML files, where a book lies, and where the files we ship lie."""
