"""The command line: what people type and scripts rely on."""
