"""A small OpenID provider for the demo, with demo people: nobody real signs in here."""
