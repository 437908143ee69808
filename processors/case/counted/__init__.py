"""Which of all facts of a victim count in each case."""
