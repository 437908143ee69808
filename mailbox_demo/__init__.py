"""A local mailbox for the demo: mail that is sent arrives on a page, and nowhere else."""
