"""The two Faust workers, intake and journeys: thin shells round what is pure beside this folder."""
