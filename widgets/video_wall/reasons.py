"""The video back end's sentences in the operator's language, where they are known. GUI thread.

The back end speaks English; what is not known here is shown as it came: nothing is swallowed.
"""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def reason_words(reason: str) -> str:
    """Why a picture, a replay or a file is not what was wanted."""
    known = _of_cameras() | _of_addresses() | _of_files() | _of_controls()
    if reason in known:
        return known[reason]
    for beginning, words in _with_detail().items():
        if reason.startswith(beginning):
            return words.format(reason.removeprefix(beginning))
    for beginning, words in _beginnings().items():
        if reason.startswith(beginning):
            return words
    return reason


def _with_detail() -> dict[str, str]:
    """Sentences whose end is another's words."""
    return {
        "connection lost: ": translate("VideoWall", "connection lost: {0}"),
        "the camera refuses: ": translate("VideoWall", "the camera refuses: {0}"),
        "there is no clip: ": translate("VideoWall", "there is no clip: {0}"),
        "the file is there already: ": translate("VideoWall", "the file is there already: {0}"),
        "the folder does not exist: ": translate("VideoWall", "the folder does not exist: {0}"),
    }


def _beginnings() -> dict[str, str]:
    """Sentences whose end is a figure for the log."""
    return {
        "no data from the camera": translate("VideoWall", "no data from the camera"),
        "the address answers with a page": translate(
            "VideoWall", "the address answers with a web page, not with video"
        ),
        "the end lies more than": translate(
            "VideoWall", "the end of the clip lies too far ahead (5 minutes at most)"
        ),
        "connected, but no picture": translate("VideoWall", "connected, but no picture"),
        "data arrives, but no picture": translate("VideoWall", "data arrives, but no picture"),
        "the camera sends the same picture": translate(
            "VideoWall", "the camera sends the same picture"
        ),
        "the stream's address does not begin with": translate(
            "VideoWall", "the stream's address is of no known kind (rtsp://, ...)"
        ),
        "this program's FFmpeg can not receive": translate(
            "VideoWall", "this program's FFmpeg can not receive streams of this kind"
        ),
        "the stream can not be decoded": translate("VideoWall", "the stream can not be decoded"),
        "an MP4 file can not hold": translate(
            "VideoWall", "an MP4 file can not hold pictures of this kind"
        ),
    }


def _of_cameras() -> dict[str, str]:
    return {
        "no stream configured": translate("VideoWall", "no stream configured"),
        "the stream's address has no valid host and port": translate(
            "VideoWall", "the stream's address has no valid host and port"
        ),
        "nothing is received at this address": translate(
            "VideoWall", "nothing is received at this address"
        ),
        "no shared memory left for another picture": translate(
            "VideoWall", "no shared memory left for another picture"
        ),
        "the camera closed the connection": translate(
            "VideoWall", "the camera closed the connection"
        ),
        "the camera breaks the connection off": translate(
            "VideoWall", "the camera breaks the connection off"
        ),
        "the camera does not answer": translate("VideoWall", "the camera does not answer"),
        "the camera refuses the login": translate("VideoWall", "the camera refuses the login"),
        "the camera refuses the connection": translate(
            "VideoWall", "the camera refuses the connection"
        ),
        "the camera refuses the request": translate("VideoWall", "the camera refuses the request"),
        "the camera has no such stream": translate("VideoWall", "the camera has no such stream"),
        "the camera reports an error of its own": translate(
            "VideoWall", "the camera reports an error of its own"
        ),
        "the camera's answer is not video": translate(
            "VideoWall", "the camera's answer is not video"
        ),
        "the camera's answer is not RTSP over TLS": translate(
            "VideoWall", "the camera's answer is not RTSP over TLS"
        ),
    }


def _of_addresses() -> dict[str, str]:
    return {
        "the camera's host name is not known here": translate(
            "VideoWall", "the camera's host name is not known here"
        ),
        "the camera can not be reached in the network": translate(
            "VideoWall", "the camera can not be reached in the network"
        ),
        "the camera sends neither over TCP nor over UDP": translate(
            "VideoWall", "the camera sends neither over TCP nor over UDP"
        ),
        "the camera sends something that can not be read": translate(
            "VideoWall", "the camera sends something that can not be read"
        ),
        "the address answers as a web server, not as a camera": translate(
            "VideoWall", "the address answers as a web server, not as a camera"
        ),
        "the address answers, but not in RTSP": translate(
            "VideoWall", "the address answers, but not in RTSP"
        ),
        "the address answers, but not with video": translate(
            "VideoWall", "the address answers, but not with video"
        ),
        "the address refers to another that gives no video": translate(
            "VideoWall", "the address refers to another that gives no video"
        ),
        "the camera refers to other addresses without end": translate(
            "VideoWall", "the camera refers to other addresses without end"
        ),
        "the camera asks for a kind of login that is not known here": translate(
            "VideoWall", "the camera asks for a kind of login that is not known here"
        ),
        "the camera is asked too often": translate("VideoWall", "the camera is asked too often"),
        "the stream holds no video": translate("VideoWall", "the stream holds no video"),
        "SRT can not be received: enter the camera's rtsp:// address": translate(
            "VideoWall", "SRT can not be received: enter the camera's rtsp:// address"
        ),
        "the video worker is starting again": translate(
            "VideoWall", "the video worker is starting again"
        ),
    }


def _of_controls() -> dict[str, str]:
    """What an ONVIF camera is told to be when it is to be turned."""
    return {
        "the camera can not be reached": translate("VideoWall", "the camera can not be reached"),
        "the camera asks for a login": translate("VideoWall", "the camera asks for a login"),
        "the camera refuses": translate("VideoWall", "the camera refuses"),
        "there is no ONVIF service at this address": translate(
            "VideoWall", "there is no ONVIF service at this address"
        ),
        "what answers at this address is no ONVIF camera": translate(
            "VideoWall", "what answers at this address is no ONVIF camera"
        ),
        "the camera's answer is not what ONVIF says": translate(
            "VideoWall", "the camera's answer is not what ONVIF says"
        ),
        "the camera can not be turned": translate("VideoWall", "the camera can not be turned"),
    }


def _of_files() -> dict[str, str]:
    return {
        "the recording is of an unknown kind": translate(
            "VideoWall", "the recording is of an unknown kind"
        ),
        "the stream is of an unknown kind": translate(
            "VideoWall", "the stream is of an unknown kind"
        ),
        "the camera is not open": translate("VideoWall", "the camera is not open"),
        "nothing was received in that time": translate(
            "VideoWall", "nothing was received in that time"
        ),
        "no picture came within 5 s": translate("VideoWall", "no picture came within 5 s"),
        "the newest picture can not be decoded": translate(
            "VideoWall", "the newest picture can not be decoded"
        ),
        "the recording can not be read": translate("VideoWall", "the recording can not be read"),
        "the recording holds no picture": translate("VideoWall", "the recording holds no picture"),
        "the recording holds no video": translate("VideoWall", "the recording holds no video"),
        "no picture of the recording can be decoded": translate(
            "VideoWall", "no picture of the recording can be decoded"
        ),
        "the end of the clip lies before its beginning": translate(
            "VideoWall", "the end of the clip lies before its beginning"
        ),
        "the video worker could not make the file": translate(
            "VideoWall", "the video worker could not make the file"
        ),
        "the video worker ended, and with it what it had in memory": translate(
            "VideoWall", "the video worker ended, and with it what it had in memory"
        ),
        "the video worker ended, and with it the recording in its memory": translate(
            "VideoWall", "the video worker ended, and with it the recording in its memory"
        ),
        "the console was closed before the file was written": translate(
            "VideoWall", "the console was closed before the file was written"
        ),
        "from the sub stream, as the main stream gave no picture": translate(
            "VideoWall", "from the sub stream, as the main stream gave no picture"
        ),
    }
