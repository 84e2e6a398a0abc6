"""Texture and scars: roughness at three sizes, and dips as shading shows them."""

import numpy as np

from percutis.photo.skin_maps import SkinMaps, Values

FINE, MIDDLE, COARSE = (0.12, 0.4), (0.4, 1.2), (1.2, 3.5)  # millimetres, from and to
DIP_MM = (0.5, 2.5)  # the width of a rolling or boxcar scar
DEEPER = 1.8  # steps of L* by which a dip is darker than what lies around it


def fine(maps: SkinMaps) -> Values:
    """Lightness between 0.12 and 0.4 mm; its spread is the fine roughness."""
    return maps.band(*FINE)


def middle(maps: SkinMaps) -> Values:
    """The same between 0.4 and 1.2 mm."""
    return maps.band(*MIDDLE)


def coarse(maps: SkinMaps) -> Values:
    """The same between 1.2 and 3.5 mm."""
    return maps.band(*COARSE)


def dips(maps: SkinMaps) -> Values:
    """1 where the skin lies in a dip, as far as shading tells, else 0."""
    return (maps.band(*DIP_MM) < -DEEPER).astype(np.float32)


def depth_of_dips(maps: SkinMaps) -> Values:
    """By how many steps of L* a dip is darker than what lies around it; nothing elsewhere."""
    band = maps.band(*DIP_MM)
    return np.where(band < -DEEPER, -band, np.nan).astype(np.float32)
