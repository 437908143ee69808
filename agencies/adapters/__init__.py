"""Messages of the systems that agencies run, turned into events: one message into many."""
