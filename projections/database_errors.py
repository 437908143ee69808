"""The database that cannot answer, and the one that the platform cannot work with."""


class DatabaseAwayError(Exception):
    """The database cannot answer now; the sentence says why. Asked later, it may."""


class DatabaseUnfitError(Exception):
    """The platform cannot work with this database; the sentence says what a person must mend."""
