"""What nobody asks for: the night's work, and the record held against itself.

sweep      The night's work at one body: what only the passing of days changes
verifying  Hold the register against itself: chain, clock notes, accounts, cases, tests, files
"""
