"""Colour of skin from linear light, each formula with its source.

Camera numbers are proxies: three broad channels are no spectrometer, and none of these is a diagnosis.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from percutis.photo.picture import Light

Values = NDArray[np.floating[Any]]
DARKEST = 1e-4  # of full light: below it a logarithm tells of the sensor, not of the skin


def lab(light: Light) -> Light:
    """CIELAB under D65, (height, width, 3): L* 0 to 100, a* green to red, b* blue to yellow. CIE 15:2018."""
    return cv2.cvtColor(light, cv2.COLOR_LRGB2LAB).astype(np.float32)


def erythema_index(light: Light) -> Values:
    """100 times the logarithm of red over green light: haemoglobin takes green away. Takiwaki 1998, for a camera."""
    bound = np.maximum(light, DARKEST)
    found: Values = 100 * (np.log10(bound[..., 0]) - np.log10(bound[..., 1]))
    return found


def melanin_index(light: Light) -> Values:
    """100 times the logarithm of full light over red: melanin takes red away, blood hardly. Takiwaki 1998."""
    found: Values = -100 * np.log10(np.maximum(light[..., 0], DARKEST))
    return found


def individual_typology_angle(lightness: Values, yellow: Values) -> Values:
    """ITA in degrees from L* and b*: above 55 very light, below -30 dark. Chardon and others 1991."""
    found: Values = np.degrees(np.arctan2(lightness - 50.0, np.maximum(yellow, 1e-3)))
    return found
