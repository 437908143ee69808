"""The fold: a victim's facts in, that victim's journey out. Pure."""
