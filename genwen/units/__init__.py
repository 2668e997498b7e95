"""下级单位: units that inherit an office's facts and override what differs."""
