"""Sentences for the facts, one module for each of `events`."""
