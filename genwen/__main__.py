"""Run as python -m genwen."""

import sys

from genwen.cli.main import main

sys.exit(main())
