"""The two landmark models, cut out of the package that npm installs: `python -m percutis.photo.models`.

Google's MediaPipe face mesh (Apache-2.0) is published with both TFLite models packed into one file. Nothing is fetched
at run time, and what was cut out is held against its known hash.
"""

import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PACKED = ROOT / "node_modules" / "@mediapipe" / "face_mesh" / "face_mesh_solution_packed_assets.data"
# By name: where it begins and ends in the packed file, and its SHA-256.
MODELS = {
    "face_landmark": (2495952, 3737848, "c603fa6149219a3e9487dc9abd7a0c24474c77263273d24868378cdf40aa26d1"),
    "face_detection": (3757224, 3986256, "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633"),
}


class MissingModelsError(RuntimeError):
    """The models are not installed, or are not the ones that were measured."""


def folder() -> Path:
    """Where the models are: PERCUTIS_MODELS, else the build folder of the checkout."""
    return Path(os.environ.get("PERCUTIS_MODELS") or ROOT / "build" / "models")


def model(name: str) -> bytes:
    """The bytes of a model.

    Raises:
        MissingModelsError: it is not there, or has another hash.
    """
    path = folder() / f"{name}.tflite"
    try:
        found = path.read_bytes()
    except OSError as error:
        said = f"the landmark model {path} is not installed: run `make demo` once, or set PERCUTIS_MODELS"
        raise MissingModelsError(said) from error
    if hashlib.sha256(found).hexdigest() != MODELS[name][2]:
        raise MissingModelsError(f"the landmark model {path} is not the one that was measured")
    return found


def main() -> None:
    """Write the models, or say why there are none: faces must then be marked by hand."""
    if not PACKED.is_file():
        sys.stderr.write("The landmark models are not installed: faces have to be marked by hand.\n")
        return
    packed = PACKED.read_bytes()
    folder().mkdir(parents=True, exist_ok=True)
    for name, (start, end, digest) in MODELS.items():
        cut = packed[start:end]
        if hashlib.sha256(cut).hexdigest() != digest:
            raise MissingModelsError(f"{PACKED.name} does not hold the model {name} where it should")
        (folder() / f"{name}.tflite").write_bytes(cut)


if __name__ == "__main__":
    main()
