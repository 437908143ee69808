"""The intake's worker under another name.

`python -m bench.intake_worker ID BROKER DATA N`.
"""

import sys
from pathlib import Path

from processors.faust import intake_app
from processors.faust.faust_app import WorkerPlace

if __name__ == "__main__":
    name, bootstrap, data, partitions = sys.argv[1:5]
    intake_app.NAME = name
    intake_app.run(WorkerPlace(bootstrap, Path(data), int(partitions)), b"bench")
