"""Property tests here have no time limit of their own: the machine is shared. JOBBOARD_EXAMPLES=100 searches longer."""

import os

from hypothesis import settings

settings.register_profile("house", deadline=None, max_examples=60 * int(os.environ.get("JOBBOARD_EXAMPLES", "1")))
settings.load_profile("house")
