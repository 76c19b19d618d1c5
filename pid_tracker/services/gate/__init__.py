"""The one gate through which a case changes, and what keeps the record believable.

casefile      The one gate: every change of a case goes through `record`: right, step, append, project, tell
clock_notes   Clock notes (catatan jam): the operator says that what a clock recorded that had leapt ahead is no
              evidence of time
closing       What the gate asks of everything that closes information: finished consequence tests in force, and the
              approval
extending     What more time (perpanjangan) needs beyond its day and ground: each part lies with an office, or it says
              why not
fingerprints  Fingerprints of the record (SHA-256): the chain of events, what was asked, what was written with an event
hand          The hand that acts: who, at which instant, by which calendar, and how much of the case had been shown
              before
happened      The events of a case as the sentences of `words/` see them
messages      Messages: the rows of the outbox
opening       A case before its first event: its code, its link, its salt, and projections that say nothing yet
projections   The columns of a case that objection, dispute, label and clearance project, and of its parts: from its
              events alone
revising      Saving what another may have saved meanwhile: the second is refused with who was quicker, never taken in
              silence
timekeeping   Is the server's clock to be believed? Asked before anything is recorded, never inside the record itself
"""
