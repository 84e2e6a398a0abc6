"""Other ways of laying one photograph on another, each asked the same: where does this place of the earlier one lie in
the later one? B-spline and TV-L1 need a start that is nearly right; both get the homography.
"""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from percutis.photo.align import align
from percutis.photo.landmarks import the_face
from percutis.photo.picture import Picture

Points = NDArray[Any]  # (n, 2), pixels
Goes = Callable[[Points], Points]
QUARTER = 4


def nothing(before: Picture, after: Picture) -> Goes:
    """No alignment at all."""
    return lambda points: points


def ours(before: Picture, after: Picture) -> Goes:
    """Landmarks and a smooth flow."""
    laid = align(before, after, the_face(before), the_face(after))

    def goes(points: Points) -> Points:
        local = (points - (laid.frame.left, laid.frame.top) + 0.5) * laid.frame.scale - 0.5
        across, down = (local[None, :, axis].astype(np.float32) for axis in (0, 1))
        return laid.goes_to(across, down)[0]

    return goes


def homography(before: Picture, after: Picture) -> Goes:
    """SIFT features at quarter scale and RANSAC."""
    matrix = _homography(before, after)
    return lambda points: cv2.perspectiveTransform(points[None].astype(np.float64), matrix)[0]


def b_spline(before: Picture, after: Picture) -> Goes:
    """SimpleITK: a free-form B-spline of 8 by 8 meshes, Mattes mutual information, at quarter scale."""
    import SimpleITK as sitk  # noqa: N813 - as its own manual calls it

    start = _homography(before, after)
    fixed, moving = (sitk.GetImageFromArray(one) for one in _quarters(before, after, start))
    method = sitk.ImageRegistrationMethod()
    method.SetMetricAsMattesMutualInformation(32)
    method.SetMetricSamplingStrategy(method.RANDOM)
    method.SetMetricSamplingPercentage(0.1, seed=1)
    method.SetOptimizerAsLBFGSB(numberOfIterations=60)
    method.SetInterpolator(sitk.sitkLinear)
    method.SetShrinkFactorsPerLevel([4, 2, 1])
    method.SetSmoothingSigmasPerLevel([2, 1, 0])
    method.SetInitialTransform(sitk.BSplineTransformInitializer(fixed, [8, 8]), True)
    found = method.Execute(fixed, moving)

    def goes(points: Points) -> Points:
        small = (points + 0.5) / QUARTER - 0.5
        moved = np.array([found.TransformPoint((float(x), float(y))) for x, y in small])
        return cv2.perspectiveTransform(((moved + 0.5) * QUARTER - 0.5)[None], start)[0]

    return goes


def tv_l1(before: Picture, after: Picture) -> Goes:
    """scikit-image: TV-L1 optical flow at quarter scale."""
    from skimage.registration import optical_flow_tvl1

    start = _homography(before, after)
    fixed, moving = _quarters(before, after, start)
    down, across = optical_flow_tvl1(fixed / 255, moving / 255)

    def goes(points: Points) -> Points:
        small = ((points + 0.5) / QUARTER - 0.5).astype(np.float32)
        flow = [
            cv2.remap(one.astype(np.float32), small[None, :, 0], small[None, :, 1], cv2.INTER_LINEAR)[0]
            for one in (across, down)
        ]
        moved = (small + np.stack(flow, axis=-1)).astype(np.float64)
        return cv2.perspectiveTransform(((moved + 0.5) * QUARTER - 0.5)[None], start)[0]

    return goes


WAYS: dict[str, Callable[[Picture, Picture], Goes]] = {
    "percutis (landmarks, smooth flow)": ours,
    "no alignment": nothing,
    "SIFT homography (OpenCV)": homography,
    "B-spline (SimpleITK)": b_spline,
    "TV-L1 (scikit-image)": tv_l1,
}


def _quarter(picture: Picture) -> NDArray[np.uint8]:
    grey = cv2.cvtColor(picture.pixels, cv2.COLOR_RGB2GRAY)
    size = (picture.width // QUARTER, picture.height // QUARTER)
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _homography(before: Picture, after: Picture) -> NDArray[np.float64]:
    finder = cv2.SIFT_create(nfeatures=6000)  # type: ignore[attr-defined]
    (keys, marks), (others, theirs) = (finder.detectAndCompute(_quarter(one), None) for one in (before, after))
    pairs = [pair for pair in cv2.BFMatcher().knnMatch(marks, theirs, k=2) if len(pair) == 2]
    good = [one for one, two in pairs if one.distance < 0.75 * two.distance]
    start = np.array([keys[match.queryIdx].pt for match in good], np.float64)
    goal = np.array([others[match.trainIdx].pt for match in good], np.float64)
    found, _kept = cv2.findHomography((start + 0.5) * QUARTER - 0.5, (goal + 0.5) * QUARTER - 0.5, cv2.RANSAC, 4.0)
    return found.astype(np.float64)


def _quarters(
    before: Picture, after: Picture, start: NDArray[np.float64]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Both at quarter scale, the later one already laid by the homography."""
    scale = np.array([[QUARTER, 0, QUARTER / 2 - 0.5], [0, QUARTER, QUARTER / 2 - 0.5], [0, 0, 1]])
    here = _quarter(before)
    there = cv2.warpPerspective(
        _quarter(after),
        np.linalg.inv(scale) @ start @ scale,
        (here.shape[1], here.shape[0]),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
    )
    return here.astype(np.float32), there.astype(np.float32)
