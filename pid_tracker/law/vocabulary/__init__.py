"""The closed lists that forms offer, columns store and pages say, each with its Indonesian words beside it, once.

A row is the stored code, its usual words, then the words of each further place, under the name of that place. What the
law itself lists (outcomes, grounds, decisions, stages) has its words in the same way in `law/grounds.py` and
`law/states.py`.

asking        who asks, how, what for, how the answer is wanted and what is lacking
handling      parts, papers and hand-overs; the outbox
offices       who stands in, what is approved, and where decrees and tests stand
standing_out  what can stand out in a file that is handed in
worded        how a list carries its words
"""
