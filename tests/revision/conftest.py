import sys
from pathlib import Path

# the helpers of the tests above are used here too
sys.path.insert(0, str(Path(__file__).parent.parent))
