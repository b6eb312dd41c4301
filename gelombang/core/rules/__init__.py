"""Rules: what the law says on a day, and whether a person may take part, with reasons.

=========== ======================================================================
module      concept
=========== ======================================================================
values      a value with the days on which it is in force and where it is written
ages        how old somebody is on a day, and when they reach an age
eligibility may this person join this wave; if not, why, and what can be done
=========== ======================================================================
"""
