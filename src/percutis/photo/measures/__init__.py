"""What is measured of skin, a module each: a value for every pixel, then one for every zone.

A face is taken to be 140 mm wide, which turns pixels into millimetres well enough to tell a pore from a scar.
"""
