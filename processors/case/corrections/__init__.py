"""What agencies corrected or took back of their events, and what counts instead."""
