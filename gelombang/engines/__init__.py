"""The draw for whole nations: engines that give the same bytes as the plain scan, and what surrounds them.

`gelombang.core.lottery` is the norm. Here live faster engines, proven equal to it bit for bit, and the
things a core may not have: files, curves, the network, the clock.
"""
