"""The demonstration: a small country of invented people, whose waves are rehearsals with a round known long ago.

Its waves are prepared, closed, committed, drawn and published by the very code that real ones are. Only what fills
them is made in bulk, with the same rows as the services leave (a test compares them).
"""
