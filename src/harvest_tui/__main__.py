"""Runs the command line: `python -m harvest_tui`."""

from harvest_tui.cli.main import main

main()
