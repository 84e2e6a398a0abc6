"""Lightness and pigment: L*, ITA, a melanin index, how uneven the tone is, and dark spots."""

import numpy as np

from percutis.photo.colour import individual_typology_angle, melanin_index
from percutis.photo.skin_maps import SkinMaps, Values

SPOT_MM, GROUND_MM = 0.35, 4.0  # a spot is wider than the one and darker than what lies around it within the other
DARKER = 2.5  # steps of L* by which a spot is darker than its ground


def lightness(maps: SkinMaps) -> Values:
    """L*, 0 to 100."""
    found: Values = maps.lab[..., 0]
    return found


def typology(maps: SkinMaps) -> Values:
    """ITA in degrees."""
    found: Values = individual_typology_angle(maps.lab[..., 0], maps.lab[..., 2])
    return found


def index(maps: SkinMaps) -> Values:
    """The melanin index: 100 times the logarithm of full over red light."""
    found: Values = melanin_index(maps.light)
    return found


def tone(maps: SkinMaps) -> Values:
    """Lightness between the size of a spot and that of a patch, in L*; its spread is the unevenness."""
    return maps.band(SPOT_MM, GROUND_MM)


def spots(maps: SkinMaps) -> Values:
    """1 where the skin is a spot, else 0."""
    return (tone(maps) < -DARKER).astype(np.float32)


def depth_of_spots(maps: SkinMaps) -> Values:
    """By how many steps of L* a spot is darker than its ground; nothing elsewhere."""
    band = tone(maps)
    return np.where(band < -DARKER, -band, np.nan).astype(np.float32)
