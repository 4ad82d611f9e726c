"""One file that judges workbooks in the sender's own browser: what runs in it, and how it is built."""
