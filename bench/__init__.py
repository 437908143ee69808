"""What the platform costs, measured: `make bench` writes docs/measured.md."""
