"""The journey processor's worker under another name.

`python -m bench.journey_worker ID BROKER DATA N`.
"""

import sys
from pathlib import Path

from processors.faust import journey_app
from processors.faust.faust_app import WorkerPlace

if __name__ == "__main__":
    name, bootstrap, data, partitions = sys.argv[1:5]
    journey_app.NAME = name
    journey_app.run(WorkerPlace(bootstrap, Path(data), int(partitions)))
