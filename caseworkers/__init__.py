"""The caseworkers' door: one victim's journey, and the worklist of what is due and late."""
