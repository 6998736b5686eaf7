"""What could be sold at a loss, and what a set of planned sales comes to."""
