"""Working days of a body, and which told dates move when a decree or another way of counting comes.

calendars      The working calendar of a body: the decrees known when the installation was made, those entered
               later, its readings
counting       How a body counts days: whether joint leave is worked (ruling R5), whether the day of the event
               is day 1 (ruling R2)
decree_effect  What a decree, or another way of counting, would change (pratinjau dampak): by the real engine,
               writing nothing
decree_files   Decrees on holidays (SKB, Keppres, keputusan daerah) as files: TOML like those of the package, or
               one row a day
decrees        Decrees by two persons: one proposes with the document, another approves or rejects; only then
               are the days known
leg_clock      The leg clock of a case (siapa memegang setiap hari): from its events, ready to print; and one
               unit's share of it
sweep          The night's work at one body: what only the passing of days changes
told_dates     Which of the last days that a requester is told (`words/told_terms.py`) a calendar moves later;
               what was told before
"""
