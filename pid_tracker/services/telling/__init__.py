"""What people are told: the words of messages and letters, and the way they leave the house.

delivering         Delivery of the outbox: claim with a lease, send, mark
hand_over_letters  The hand-over record (berita acara serah terima) on paper: items and receiver by name, two
                   places to sign
letters            Letters as PDF (surat): the receipt (tanda bukti) and the written notice, set by typst,
                   tagged and archivable
message_texts      The words of a message, made at the moment of sending from the case as it stands and the
                   facts of its event
smtp               The way out to SMTP: Flask-Mail with a connection of our own, which verifies the server and
                   never waits for ever
values             The values of each message: one small function a template, which gives what its two texts use
                   and nothing else
"""
