"""What caseworkers do from the pages: forms, their events, and what became of them."""
