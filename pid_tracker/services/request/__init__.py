"""From the first word typed to a complete request whose parts lie with their units.

assisting           What the desk does around a case: opens personal data for a reason, tells people without e-mail,
                    sees what is alike
completing          The requester hands in what was missing (melengkapi): files, NIK, address, or the details of what is
                    asked
conversation        Questions to the requester (pertanyaan klarifikasi) and their replies
deficiency_notices  Whether a notice of deficiency (surat keterangan tidak lengkap) reached the requester
draft_contents      What a draft holds, read as a request (permohonan): who asks, what for, and whether it is proved
drafts              Drafts (tulisan belum terkirim): what somebody has typed so far, sealed, kept seven days; how it
                    becomes a request
filing              What the requester does: file (mengajukan), complete (melengkapi), withdraw (mencabut), say whether
                    it was answered
hand_backs          A part that a unit handed back: what the PPID decides about it (menetapkan; memindahkan is
                    `triage.route_part`)
identity            Proofs of identity (bukti identitas): recognised by content, painted anew and stamped, never kept as
                    they came
labels              Re-labelling (pelabelan ulang): what was filed as a request and is a complaint, one's own data, or a
                    plea for aid
picture_worker      The child process that decodes what a stranger sent: run as a program, with little memory and little
                    time
triage              What the PPID does before there is an answer: completeness, parts, routing; and what a unit (OPD)
                    does with its part
withdrawing         Withdrawal (pencabutan) that staff write down for a requester: only with the requester's own
                    attached statement
"""
