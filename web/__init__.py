"""Pages and API over the three doors."""
