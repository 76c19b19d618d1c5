"""Use cases, plain functions in rooms: load, ask the law, append through the one gate, queue messages. None commits.

A room is a package; its docstring is the index of its modules, held by a test. A room may import those below it, never
one above (import-linter), so that a rule is looked for in one direction:

    backup      copies that only the holder of the private key opens, and the way back
    upkeep      the night, and the record held against itself
    telling     how a case stands for its requester; messages, letters, the way out
    books       the registers as the annexes print them
    publishing  figures, snapshots, open data
    dispute     before the information commission
    objection   to the superior of the PPID
    answer      from the first draft to delivery, cost and correction
    request     from the first word typed to parts that lie with their units
    calendar    working days, decrees, told dates, who held which day
    loading     installations, bodies, commissions, registers of the past
    looking     which cases and parts somebody may see
    people      who works where, and how they sign in
    gate        `record`: the one gate of every change
    examining   files that are handed in, looked through whole
    words       what people read, without a database
    store       bytes outside the database

Against the first sketch of this house: verifying stands in `upkeep`, since it asks every room; `tracking` in `telling`,
since it says what the requester is told; commissions in `loading`, which fills them; and the moving of told dates is a
module of its own in `calendar`, which the night, decrees and the preview ask alike.
"""
