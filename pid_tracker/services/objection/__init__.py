"""The objection (keberatan) and what the superior of the PPID makes of it.

deciding            What happens to an objection: the PPID explains, the parties talk (musyawarah), the superior
                    decides, the requester responds, the PPID carries out
objecting           The requester objects (keberatan) to the superior of the PPID: on a request, or on ground b
                    without one (ruling R9)
objection_register  The objection register (register keberatan): the list for the superior and the PPID, sorted
                    by what is left
objection_seen      An objection as it stands today, for the requester's page and the officers' alike
"""
