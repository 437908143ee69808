"""Crimes and outcomes as published on data.police.uk, as events of the force that reported them."""

from agencies.police_uk.files import NoSuchFile, SourceFile, find
from agencies.police_uk.importing import Import, read
from agencies.police_uk.report import Refusal, Report

__all__ = ["Import", "NoSuchFile", "Refusal", "Report", "SourceFile", "find", "read"]
