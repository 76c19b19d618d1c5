"""Views of the blueprint `citizen`."""
