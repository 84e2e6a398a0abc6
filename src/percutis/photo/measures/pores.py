"""Pores: small dark dots, as a part of the zone."""

import numpy as np

from percutis.photo.skin_maps import SkinMaps, Values

PORE_MM = (0.08, 0.35)
DARKER = 1.2  # steps of L* by which a pore is darker than what lies around it


def pores(maps: SkinMaps) -> Values:
    """1 where there is a pore, else 0."""
    return (maps.band(*PORE_MM) < -DARKER).astype(np.float32)
