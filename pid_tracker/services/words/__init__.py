"""Words that people read, and what they type made even. No database: values in, sentences out.

objection_words  Sentences about objections (keberatan): grounds and decision of a case, and the chronology (kasus
                 posisi) that the system writes from the record
timeline_words   Words that the sentences of the history are made of
typed_text       What people type, made safe and even: one form of each letter, no invisible signs, digits of any script
                 as 0 to 9
"""
