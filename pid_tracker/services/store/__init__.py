"""Bytes outside the database: the file store, and how long personal files stay.

converters  Child processes that decode what strangers send: so many at once on this machine, so many seconds each
files       The file store: bytes under random keys, through obstore (a folder or S3); personal files are sealed before
            they leave
limits      How much may be sent: one table
orphans     Bytes without a row: what a process left that died between storing a file and committing its record
retention   How long personal data stay: proofs of identity go six months after a case is over (journeys 2.3, 4.4; UU
            27/2022)
"""
