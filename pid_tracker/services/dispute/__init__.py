"""The dispute (sengketa) before the information commission, as far as this office records it.

commissions     Which information commission (Komisi Informasi) hears the dispute of a body, and the list of
                commissions
dispute_list    The list of disputes for officers: where each stands and which day comes next
dispute_papers  What the papers of the packet say: the objection and the superior's reply in their words, and
                the list of proofs
dispute_seen    A dispute as it stands today, for the requester's pages, the officers' panel and their list
disputing       A dispute (sengketa informasi) before the commission, as far as this office records it:
                registered, its stages, the ruling, the court, the execution, the end; and documents for a
                closed inspection
"""
