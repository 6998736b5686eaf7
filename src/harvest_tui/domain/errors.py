"""Errors that stop a run. Each says where, what, and the way out."""


class HarvestError(Exception):
    """Something the user can mend. The message is shown as it is; exit code 1."""


class UsageError(HarvestError):
    """The command itself is wrong. Exit code 2."""
