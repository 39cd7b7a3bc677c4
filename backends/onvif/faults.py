"""What goes wrong with an ONVIF camera, as one sentence an operator understands. Pure.

The words of a camera are shortened and searched for the password: some repeat what they refuse.
"""

import aiohttp
from lxml.etree import LxmlError  # type: ignore[import-untyped]
from onvif.exceptions import ONVIFError  # type: ignore[import-untyped]
from onvif.util import is_auth_error  # type: ignore[import-untyped]
from zeep.exceptions import Error as ZeepError
from zeep.exceptions import Fault, TransportError, XMLSyntaxError

from console.ports.keys import Login

FAULTS = (
    ZeepError, ONVIFError, aiohttp.ClientError, LxmlError, OSError, ValueError, TypeError,
    AttributeError, LookupError, RuntimeError,
)  # fmt: skip
"""All that the library lets through when an answer is not what the standard says."""


class OnvifRefused(Exception):
    """The camera did not do it; the text is a sentence.

    `login` when another login may help, `answered` when the camera is there and said no.
    """

    def __init__(self, reason: str, *, login: bool = False, answered: bool = False) -> None:
        self.reason = reason
        self.login = login
        self.answered = answered
        super().__init__(reason)


def explained(fault: BaseException, login: Login | None) -> OnvifRefused:
    """The sentence for a fault."""
    if isinstance(fault, OnvifRefused):
        return fault
    if isinstance(fault, ONVIFError) and isinstance(fault.__cause__, Exception):
        return explained(fault.__cause__, login)
    if _is_refusal(fault):
        said = "the camera refuses the login" if login else "the camera asks for a login"
        return OnvifRefused(said, login=True)
    if isinstance(fault, Fault):
        words = _shown(str(fault.message or ""), login)
        said = f"the camera refuses: {words}" if words else "the camera refuses"
        return OnvifRefused(said, answered=True)
    return OnvifRefused(_transport(fault))


def _is_refusal(fault: BaseException) -> bool:
    if isinstance(fault, TransportError):
        return fault.status_code in (401, 403)
    return isinstance(fault, Fault) and is_auth_error(fault)


def _transport(fault: BaseException) -> str:
    if isinstance(fault, TimeoutError):
        return "the camera does not answer"
    if isinstance(fault, TransportError) and fault.status_code == 404:
        return "there is no ONVIF service at this address"
    if isinstance(fault, TransportError | XMLSyntaxError | LxmlError):
        return "what answers at this address is no ONVIF camera"
    if isinstance(fault, aiohttp.ClientError | OSError):
        return "the camera can not be reached"
    return "the camera's answer is not what ONVIF says"


def _shown(text: str, login: Login | None) -> str:
    plain = " ".join(text.split())
    if login and login.password:
        plain = plain.replace(login.password, "***")
    return "".join(each for each in plain if each.isprintable())[:120]
