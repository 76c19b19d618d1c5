"""Use cases, plain functions: load, ask the law, append through the one gate, queue messages. The caller commits.

casefile     record(): the one gate; project(); deadlines_of(); facts_of()
verifying    verify(): re-reads chain, projections and files, names the first difference
calendars    the working calendar of a body; entering a decree
filing       file_request, complete_request, withdraw, rate_answer
triage       declare_complete, notify_deficiency, split_parts, route_part, accept_part, hand_back_part, answer_part
answering    extend_term, draft_notice, save_notice, send_notice
registers    read side: visible_to(actor), queue, look-ups
messages     which event tells whom; the outbox
directory    bodies, units, users, appointments
"""
