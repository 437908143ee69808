"""What is known of the victim in a case: wishes, Enhanced Rights, who is told instead."""
