"""Files that somebody hands in are looked through whole, in a child process, before any of them is kept.

answer_files       A file that somebody hands in: taken by what it contains, not by its name, and looked through whole
archive_findings   ZIP: whether it is a workbook, a document or an archive, and for an archive what stands out in each
                   of its files
bounded_child      Looking through a file in a child process (`file_child.py`): the one place where that process is
                   started
confirming         What stood out in a file that is to be given: noted when it is kept, and confirmed by a person before
                   it goes out
document_findings  What stands out in a Word document: changes and comments that are still in it, and text that is not
                   to be seen
file_child         The child process that looks through a file: little memory, little time, nothing written
findings           What stands out in one file, where, and the sentence for it; and why a file is not opened at all
office_package     What Word and Excel files have in common: a ZIP of XML parts, their links, and what they carry along
pdf_findings       What a PDF brings besides its pages: scripts, actions, files, comments, layers; and its pages by
                   `pdf_pages`
pdf_pages          The pages of a PDF as a reader sees them, held against the text that can be copied from them
pdf_versions       Earlier versions inside a PDF: a program that appends instead of writing anew leaves what was there
                   before
personal_numbers   Numbers in a text that look personal: NIK (16 digits) and mobile telephone numbers
picture_findings   Pictures: their pixels in a new picture, and nothing else; or, where they stay inside another file,
                   what they carry
scanner            ClamAV over its socket: the content is streamed to clamd (INSTREAM), which answers in one line
text_findings      CSV and other plain text: what is taken for it, and what stands out in it
whole_file         A file of any kind: what it is by what it contains, and all that stands out in it
workbook_findings  What stands out in an Excel workbook: sheets, rows, columns and cells that are not shown, copies of
                   other data
"""
