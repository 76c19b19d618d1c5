"""What nobody asks for: the night's work, and the record held against itself.

last_runs  Which night and which verification came to its end last, and whether all was well; monitors ask for it
measures   What a monitor asks: one look at the installation as plain numbers, each from a counter or the head of an
           index
readiness  Is this installation ready? One row a check, in plain words, without anything that is secret
sweep      The night's work at one body: what only the passing of days changes
verifying  Hold the register against itself: chain, clock notes, accounts, cases, tests, files
"""
