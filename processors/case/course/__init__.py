"""How a case goes: its stages, who holds it, and where it ends."""
