"""Redness: a* of CIELAB, and the erythema index from linear camera light."""

from percutis.photo.colour import erythema_index
from percutis.photo.skin_maps import SkinMaps, Values


def redness(maps: SkinMaps) -> Values:
    """a*, green to red."""
    found: Values = maps.lab[..., 1]
    return found


def index(maps: SkinMaps) -> Values:
    """The erythema index: 100 times the logarithm of red over green light."""
    found: Values = erythema_index(maps.light)
    return found
