"""The exception for what a person can mend."""


class Failure(Exception):  # noqa: N818 - its name is for people
    """One line that says what is wrong and what to do about it; never anyone's data."""
