"""What courts decided: who is convicted, what was quashed, which sentences stand."""
