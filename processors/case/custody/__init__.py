"""Where each suspect is: on police bail, on court bail, in custody, in prison."""
