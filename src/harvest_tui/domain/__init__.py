"""What the words mean: amounts, kinds, transactions, elections, findings, frame schemas."""
