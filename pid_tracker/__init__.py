"""PID Tracker: information requests under UU 14/2008 (Keterbukaan Informasi Publik), from filing to a public figure.

Where to start reading: `law/` is the statute as code (`law/rules.py` holds every term, `law/acts/` every act with its
steps, rights and words); `services/gate/casefile.py` is the one gate through which a case changes; `app.py` puts the
parts together.
"""
