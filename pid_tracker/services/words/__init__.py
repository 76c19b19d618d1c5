"""Words that people read, and what they type made even. No database: values in, sentences out.

dispute_words    Words about disputes (sengketa) for people: stages, rulings, ends and courts, one table each
objection_words  Words about objections (keberatan) for people: the grounds as a requester says them, decisions,
                 talks, responses; and the chronology (kasus posisi) that the system writes from the record
timeline_words   Words that the sentences of the history are made of
typed_text       What people type, made safe and even: one form of each letter, no invisible signs, digits of
                 any script as 0 to 9

    objection_words  Sentences about objections (keberatan): grounds and decision of a case, and the chronology
                     (kasus posisi) that the system writes from the record
    timeline_words   Words that the sentences of the history are made of
    typed_text       What people type, made safe and even: one form of each letter, no invisible signs, digits of
                     any script as 0 to 9
"""
