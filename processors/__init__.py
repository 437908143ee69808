"""What follows from the facts: the pure fold and its rules, and the thin Faust agents that run them."""
