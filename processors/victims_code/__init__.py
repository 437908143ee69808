"""What the Victims' Code says: rules, duties, deadlines, and what discharges a duty. Pure."""
