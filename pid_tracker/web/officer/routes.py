"""Views of the blueprint `officer`."""
