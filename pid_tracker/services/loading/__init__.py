"""Data in: a new installation, bodies, units, commissions, registers of the past. All or nothing, row by row.

bodies_and_units  Loading public bodies and units from files: every row is looked at first, then all are taken
                  or none
cells             Cells of tables that people keep: text, dates as Indonesia and Excel write them, whole
                  numbers, yes and no
importing         Registers of the past: each row becomes a case that is closed from the start, "dari register
                  lama" (ruling R18)
installing        A new installation: which government it serves, its public bodies and units from the packaged
                  lists, its first user
register_maps     The map of an old register: which of its columns holds what, and what its words mean
tables            Files with rows (CSV, XLSX, JSON lines, TOML) as named cells with the line they stood on
"""
