"""The agencies' door: publisher, importers, what was accepted and refused."""
