"""Crimes and outcomes as published on data.police.uk, as events of the force that reported them."""

from agencies.police_uk.import_report import Report, RowRefusal
from agencies.police_uk.police_uk_import import Import, read
from agencies.police_uk.published_files import NoSuchFile, SourceFile, find

__all__ = ["Import", "NoSuchFile", "Report", "RowRefusal", "SourceFile", "find", "read"]
