"""The read side: which cases and parts somebody may see, and how a case stands today. Nothing is changed here.

blinding        What was asked, without the one who asks: for whoever may not see names (journeys 2.1)
case_rows       Rows for the figures and for open data: the columns they need and nothing else, read from the
                projections
registers       The read side for officers: which cases and parts an actor may see, and the queue
tracking        What a requester sees of a case, as it stands today: stage, the date that counts, who has it,
                what can be done now
tracking_codes  Number and tracking code (kode lacak), the link in the messages, a lost code: opening a case
                without an account
"""
