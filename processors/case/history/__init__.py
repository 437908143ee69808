"""The facts of a case in the order in which they happened, however many events say them."""
