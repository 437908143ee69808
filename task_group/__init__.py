"""The task group's door: how many, how long, and where journeys stall. It never shows a person."""
