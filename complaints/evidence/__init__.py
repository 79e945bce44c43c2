"""Evidence: photos, screenshots and PDF files that a person adds to a matter.

`inspect` recognises and cleans an upload, `EvidenceStore` keeps it sealed, `Reader` reads its text
in a worker process, `guess` says what the text looks like and which facts it offers. Nothing read
from a picture becomes a fact without the person's yes.
"""
