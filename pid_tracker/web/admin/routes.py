"""Views of the blueprint `admin`."""
