"""Transactions in one stable order, transfers linked, values and balances filled in."""
