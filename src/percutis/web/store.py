"""Where photographs are kept: a folder of this machine, or a store that several hosts share.

PERCUTIS_PHOTOGRAPHS is empty for the home folder, or `s3://BUCKET?endpoint=https://…&region=…` for any store that
speaks S3. Its keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from files that those names with _FILE
name.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from percutis.domain.errors import InputError
from percutis.web.home import given

FORM = "empty for this machine, or s3://BUCKET?endpoint=https://HOST&region=REGION"
ASKED = {"endpoint", "region"}


def store_of(address: str, folder: Path) -> dict[str, Any]:
    """The setting of Django's default storage for that address; the folder where it is empty.

    Raises:
        InputError: an address of another form.
    """
    if not address:
        return {"BACKEND": "percutis.web.folder.Folder", "OPTIONS": {"location": folder}}
    parts = urlsplit(address)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if parts.scheme != "s3" or not parts.netloc or parts.path not in ("", "/") or set(asked) - ASKED:
        raise InputError.one("PERCUTIS_PHOTOGRAPHS", address, FORM)
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _s3(parts.netloc, asked)}


def _s3(bucket: str, asked: dict[str, str]) -> dict[str, Any]:
    """Private objects, never overwritten by another of the same name, and a short wait where the store is gone."""
    from botocore.config import Config

    return {
        "bucket_name": bucket,
        "endpoint_url": asked.get("endpoint"),
        "region_name": asked.get("region"),
        "access_key": given("AWS_ACCESS_KEY_ID") or None,
        "secret_key": given("AWS_SECRET_ACCESS_KEY") or None,
        "default_acl": "private",
        "querystring_auth": True,
        "file_overwrite": False,
        "client_config": Config(
            connect_timeout=5, read_timeout=20, retries={"max_attempts": 3}, s3={"addressing_style": "path"}
        ),
    }
