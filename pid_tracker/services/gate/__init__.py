"""The one gate through which a case changes, and what keeps the record believable.

casefile     The one gate: every change of a case goes through `record`: right, step, append, project, tell
clock_notes  Clock notes (catatan jam): the operator says that what a clock recorded that had leapt ahead is no
             evidence of time
closing      What the gate asks of everything that closes information: finished consequence tests in force, and
             the approval
messages     Messages: which event tells whom (one table), and the rows of the outbox
projections  The columns of a case that objection, dispute, label and clearance project: computed from its
             events alone
timekeeping  Is the server's clock to be believed? Asked before anything is recorded, never inside the record
             itself
verifying    Hold the register against itself: chain, clock notes, cases, tests, files

    casefile     The one gate: every change of a case goes through `record`: right, step, append, project, tell
    clock_notes  Clock notes (catatan jam): the operator says that what a clock recorded that had leapt ahead is no
                 evidence of time
    closing      What the gate asks of everything that closes information: finished consequence tests in force, and
                 the approval
    hand         The hand that acts: who, at which instant, by which calendar, and how much of the case had been
                 shown before
    messages     Messages: which event tells whom (one table), and the rows of the outbox
    projections  The columns of a case that objection, dispute, label and clearance project: computed from its
                 events alone
    revising     Saving what another may have saved meanwhile: the second is refused with who was quicker, never
                 taken in silence
    timekeeping  Is the server's clock to be believed? Asked before anything is recorded, never inside the record
                 itself
    verifying    Hold the register against itself: chain, clock notes, cases, tests, files
"""
