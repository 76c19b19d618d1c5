"""What people are told: the words of messages and letters, and the way they leave the house.

delivering         Delivery of the outbox: claim with a lease, send, mark
dispute_sentences  Sentences of the history about a dispute: one function an event kind, for the table of
                   `timeline.py`
hand_over_letters  The hand-over record (berita acara serah terima) on paper: items and receiver by name, two
                   places to sign
letters            Letters as PDF (surat): the receipt (tanda bukti) and the written notice, set by typst,
                   tagged and archivable
message_texts      The words of a message, made at the moment of sending from the case as it stands and the
                   facts of its event
smtp               The way out to SMTP: Flask-Mail with a connection of our own, which verifies the server and
                   never waits for ever
timeline           What happened, in sentences: one table, event kind -> sentence, for the requester's page and
                   the officer's alike

    delivering         Delivery of the outbox: claim with a lease, send, mark as taken, note
    dispute_sentences  Sentences of the history about a dispute: one function an event kind, for the table of
                       `timeline.py`
    hand_over_letters  The hand-over record (berita acara serah terima) on paper: items and receiver by name, two
                       places to sign
    letters            Letters as PDF (surat): the receipt (tanda bukti) and the written notice, set by typst,
                       tagged and archivable
    message_texts      The words of a message, made at the moment of sending from the case as it stands and the
                       facts of its event
    smtp               The way out to SMTP: Flask-Mail with a connection of our own, which verifies the server and
                       never waits for ever
    timeline           What happened, in sentences: one table, event kind -> sentence, for the requester's page and
                       the officer's alike
"""
