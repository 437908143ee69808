"""The agencies' door: publisher, importers, the simulator, what was accepted and refused."""
