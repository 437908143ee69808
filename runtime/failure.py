"""What goes wrong that a person can mend."""


class Failure(Exception):  # noqa: N818 - it says what is the case
    """One line that says what is wrong and what to do about it; never anyone's data."""
