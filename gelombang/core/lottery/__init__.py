"""undian/1: a draw that anyone can repeat and everyone can check.

The result of a draw is a pure function of three public things: a committed list of entries, a
published policy, and a seed that nobody could know when the list was committed. This package is
that function in plain Python, the norm against which every faster engine is proven.

========== =======================================================================
module     concept
========== =======================================================================
jcs        one JSON text for one value (RFC 8785), so that a hash means one thing
entries    a line of the list: salted commitment, stratum, band, groups, household
merkle     many lines, one root; a short proof that a line is among them (RFC 9162)
policy     who may be selected: phases, quotas, seats, household cap
manifest   what is fixed before the draw, and by which beacon round it will be seeded
seed       from the beacon's signature to a number for every ticket
selection  the plain scan: who is selected, in which phase, and why not
cutoffs    the last number accepted in each phase and stratum
proof      everything one person needs to check their own result
statement  what the operator signs; receipts and their typed code
replacement  who moves up when a place falls vacant; audit samples
========== =======================================================================
"""
