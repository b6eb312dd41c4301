"""Grievances: anyone, about anything; a receipt, a clock, an answer with its evidence."""
