"""The two Faust apps, intake and journeys: thin shells round `processors.stream`."""
