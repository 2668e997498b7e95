"""Run as python -m genwen."""

import sys

from genwen.cli.entry import main

sys.exit(main())
