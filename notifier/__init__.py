"""Informs people: the messages to them, and the channels that carry these."""
