"""The channels that carry messages to people: e-mail, GOV.UK Notify, signed webhooks, Teams."""
