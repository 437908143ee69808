"""Which suspect or offender of a case each fact is about."""
