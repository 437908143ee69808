"""The charged offences of a case: which are the victim's, and which are still open."""
