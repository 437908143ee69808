"""One case of one victim: its facts in order, its stages, and the victim's rights in it. Pure."""
