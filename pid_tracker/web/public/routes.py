"""Views of the blueprint `public`."""
