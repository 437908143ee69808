"""What follows from what happened: the Code's duties, the fold, the stream, and the Faust apps."""
