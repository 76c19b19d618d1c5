"""Who works where and in which role, and how they sign in.

account_acts   The record of what is done to accounts (jejak akun): append-only, chained, and held against the accounts
               by `verify`
directory      Bodies, units, users and appointments: who works where, in which role, by which decree
known_again    The same requester, known again: by a keyed fingerprint of the best that is known of a person
misses         Wrong passwords and codes, counted exactly in the database, and when there were too many of them
passwords      Passwords of officers: which are taken, and their hashes (argon2id)
second_factor  The second factor of officers: one-time codes (TOTP, RFC 6238) from an app on their own telephone
sign_in        Signing in: counted attempts, and sessions that the server can end at once
substitutes    Substitutes (Plt., Plh.): who stands in for whom and until when; and who may decide an objection
two_persons    Rights by two persons: one proposes that somebody gets an account, a role, a password; another approves
"""
