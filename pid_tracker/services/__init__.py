"""Use cases, plain functions: load, ask the law, append through the one gate, queue messages. The caller commits.

The case       casefile (record: the one gate; project), verifying, calendars, sweep (the night), retention
The requester  filing, drafts, completing, identity and pictures (proofs), tracking and tracking_codes, typed_text
               timekeeping (is the clock to be believed), clock_notes (which instants are not), legs (who held each day)
The officers   triage, answering, extending, answer_files, desk, registers (read side: visible_to, queue), timeline
               blinding (what was asked, without who asks)
               clearance (levels and rounds of approval), clearing (the acts)
Signing in     sign_in, passwords, second_factor, misses; directory (users, appointments), substitutes (Plt., Plh.)
Messages       messages (which event tells whom), message_texts, delivery, smtp; letters (PDF), files (the store)
The public     reporting, case_rows, snapshots, opendata, dictionary
Data in        installing, loading, importing (old registers), decree_files, tables, cells, register_maps
The demo       demonstrating, demo_province, demo_plans, demo_stories, demo_files
"""
