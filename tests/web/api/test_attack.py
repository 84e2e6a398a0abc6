"""The interface attacked from its own description: requests made up from it, right and wrong, find no crash, no answer
that it did not promise, and no way past the key.
"""

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from percutis.web.accounts.services.programs import Admitted
from percutis.web.wsgi import application

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    ignored_auth,
    unsupported_method,
]
# A few made-up requests to each address; every corner of the description, thousands of them, is tried by `make audit`.
FEW = SchemathesisConfig.from_dict({"phases": {"coverage": {"enabled": False}}})
described = schemathesis.openapi.from_wsgi("/api/1/openapi.json", application, config=FEW)


@described.parametrize()
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_interface_keeps_its_word(case: Case, admitted: Admitted) -> None:
    """Whatever is sent, the answer is one that the description promises."""
    case.call_and_validate(headers={"Authorization": f"Bearer {admitted.key}"}, checks=CHECKS)
