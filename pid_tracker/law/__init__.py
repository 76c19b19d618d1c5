"""The statute as code: pure functions of dates and values, with no clock, no database, no web.

Glossary: English name -> Indonesian term -> source. One word per thing, in code as below.

================  =======================================  ==============================
case file         berkas permohonan informasi              UU 14/2008 Pasal 22
requester         pemohon informasi publik                 UU 14/2008 Pasal 1 angka 12
public body       badan publik                             UU 14/2008 Pasal 1 angka 3
unit              OPD, perangkat daerah; PPID pelaksana    PERKI 1/2021 Pasal 12
officer           PPID                                     UU 14/2008 Pasal 13
superior          atasan PPID                              UU 14/2008 Pasal 35; PERKI 1/2021 Pasal 8
part              bagian permohonan                        (ours) PERKI 1/2021 Pasal 50
notice            pemberitahuan tertulis                   UU 14/2008 Pasal 22 ayat (7)
deficiency        kekurangan, surat tidak lengkap          PERKI 1/2021 Pasal 33
extension         perpanjangan                             UU 14/2008 Pasal 22 ayat (8)
objection         keberatan                                UU 14/2008 Pasal 35
dispute           sengketa informasi                       UU 14/2008 Pasal 37
working day       hari kerja                               Perpres 21/2023 Pasal 3
joint leave       cuti bersama                             SKB 3 Menteri, yearly
due date          tenggat, batas waktu                     `law/rules.py`
================  =======================================  ==============================
"""
