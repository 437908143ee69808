"""What goes wrong that a person can mend."""


class Failure(Exception):
    """One line that says what is wrong and what to do about it; never anyone's data."""
