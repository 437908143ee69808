"""What follows from the facts: the pure fold, its rules, and the thin Faust agents that run it."""
