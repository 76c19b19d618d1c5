"""What people are told: how a case stands for its requester, messages and letters, and the way they leave the house.

case_seen          What a requester sees of a case, as it stands today: stage, the date that counts, who has it, what
                   can be done now
delivering         Delivery of the outbox: claim with a lease, send, mark as taken, note
hand_over_letters  The hand-over record (berita acara serah terima) on paper: items and receiver by name, two places to
                   sign
letters            Letters as PDF (surat): the receipt (tanda bukti) and the written notice, set by typst, tagged and
                   archivable
message_texts      The words of a message, made at the moment of sending from the case as it stands and the facts of its
                   event
smtp               The way out to SMTP: Flask-Mail with a connection of our own, which verifies the server and never
                   waits for ever
values             The values of each message: one small function a template, which gives what its two texts use and
                   nothing else
"""
