"""What happened: the facts of a victim's case, in the field's words. Imports no other package."""
