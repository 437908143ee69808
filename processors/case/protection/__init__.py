"""What protects a victim from an offender: orders, and conditions of licences."""
