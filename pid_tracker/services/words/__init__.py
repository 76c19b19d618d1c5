"""Words that people read, and what they type made even. No database: values in, sentences out.

objection_words  Sentences about objections (keberatan): the grounds, and the chronology (kasus posisi) that the system
                 writes from the record
phrases          Phrases of which sentences are made: lists
printable        Which signs a letter can be printed with, and what becomes of the others
tellings         How every kind of event is told, one record each, by chapter of the procedure as in `law/acts/`
timeline         What happened, newest first, in the sentences of the tellings: for the requester's page and the
                 officer's alike
told_terms       The last days that a requester is told, as one table with their words; and what moved one, in words
typed_text       What people type, made safe and even: one form of each letter, no invisible signs, digits of any script
                 as 0 to 9
"""
