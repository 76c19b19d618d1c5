"""loading: see `pid_tracker/services/__init__.py`."""
