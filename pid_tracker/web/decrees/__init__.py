"""Z1: the pages of the calendar and its decrees, shared by the doors of administrators and officers."""
