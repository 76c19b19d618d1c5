"""From the first draft to what follows an answer: approval, consequence tests, delivery, cost, correction.

answering         What the PPID does to answer: more time (perpanjangan), the draft of the notice, the notice
                  (pemberitahuan tertulis)
approval          Approval of a letter before it goes out (persetujuan naskah): the levels of a body, the rounds that a
                  draft went through, and whether this very draft was cleared
clearing          The acts of approval: submit a draft of the letter, clear it at one's level, give it back with a
                  reason
correcting        Correction of a clerical error (pembetulan salah tulis): a new event; what was wrong stays in the
                  record, sealed
costing           The note of what a copy costs (nota biaya): sheets, rate, postage, how to pay; and the body's own
                  tariff
exempt_listing    The list of exempt information (DIK, daftar informasi yang dikecualikan): it never loses a row
handing_over      The hand-over record (berita acara serah terima): what was given, to whom, how it was acknowledged
partial_delivery  Parts that are ready go to the requester ahead of the notice (penyerahan sebagian): late parts hold
                  back nothing
referring         Passing a request on (meneruskan) to another body of this installation: a new request there, on the
                  same day
tests_at_hand     Consequence tests that exist: how each stands on a day, which a part may rest on, what is due for
                  review
weighing          Consequence tests as use cases: start, save, finish, approve; reuse; what is due for review; the list
                  (DIK)
"""
