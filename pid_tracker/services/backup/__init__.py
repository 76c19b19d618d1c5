"""Copies (cadangan) that only the holder of the private key opens, and the way back from them.

age_format       Sealed files in the format of `age` (age-encryption.org/v1, X25519): whoever has the private key opens
                 them with that program too, without ours
age_keys         Keys of backups, written as `age` writes them: a public one that seals (`age1...`), a private one that
                 opens
backing_up       A backup (cadangan) while the site writes: the database at one instant, then every file that it names,
                 sealed to the public keys, read back before it counts
bundles          One backup as one sealed file: a tar with every file that the database names, the database, and a
                 manifest of both
database_copies  The database as one file at one instant, while the site writes, and back: VACUUM INTO or pg_dump, and
                 pg_restore
restoring        A backup is brought back (dipulihkan): read to its end before anything is written, into an empty place
                 only
"""
