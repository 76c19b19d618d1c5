"""The registers as the annexes of the regulations print them, on screen and as files.

book_cells      What the columns of the registers are made of: one case at a time, in the words of the annexes
dispute_book    The register of disputes
exempt_book     The list of exempt information (DIK) as offices print it
objection_book  The register of objections: the columns of PERKI 1/2021 Pasal 43 ayat (2) with those of its
                Annex XI
register_books  The registers as the annexes print them, of one body and year: requests, objections, disputes;
                and the list of exempt information
request_book    The register of requests: the columns of PERKI 1/2021 Pasal 32 ayat (1) with those of its Annex
                VIII
sheets          Rows as files that a spreadsheet opens: CSV (RFC 4180) and XLSX, with nothing in them that it
                would run
"""
