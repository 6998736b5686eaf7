"""From gains by term to the tax of a year: netting, carryover, worksheets, several years."""
