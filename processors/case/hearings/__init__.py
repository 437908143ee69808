"""The hearings of a case, and what took each out of the list again."""
