"""Views of the blueprint `sign_in`."""
