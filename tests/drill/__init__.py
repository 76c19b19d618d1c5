"""Drills: what was acknowledged is stored, whatever dies. `make drill`, or `python -m tests.drill [NAME...]`.

Real processes (gunicorn as shipped, the worker, the night), real files, both databases, and the loopback address only.
A client keeps a ledger of every number that it was told; afterwards the ledger is held against the register. Each drill
prints four figures: acknowledged; lost, told to somebody and not there; doubled, one sheet and two requests; torn,
there but not whole: `verify` names it, or its file, its message or its event is missing.
"""
