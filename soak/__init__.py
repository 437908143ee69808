"""The soak: the whole platform under load while its parts, its broker and itself are killed.

`soak_plan` says what is sent and what is killed, from a seed; `soak_run` does it; `soak_oracle`
says what the database must hold in the end, and `row_comparison` whether it does.
"""
