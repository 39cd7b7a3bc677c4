"""The video back end's sentences in the operator's language, where they are known. GUI thread.

The back end speaks English; what is not known here is shown as it came: nothing is swallowed.
"""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def reason_words(reason: str) -> str:
    """Why a picture, a replay or a file is not what was wanted."""
    if reason.startswith("no data from the camera"):
        reason = "no data from the camera"
    if reason.startswith("data arrives, but no picture"):
        return translate("VideoWall", "data arrives, but no picture")
    if reason.startswith("the camera sends the same picture"):
        return translate("VideoWall", "the camera sends the same picture")
    if reason.startswith("the stream's address does not begin with"):
        return translate("VideoWall", "the stream's address is of no known kind (rtsp://, ...)")
    if reason.startswith("connection lost: "):
        words = translate("VideoWall", "connection lost: {0}")
        return words.format(reason.removeprefix("connection lost: "))
    if reason.startswith("the stream can not be decoded"):
        return translate("VideoWall", "the stream can not be decoded")
    return (_of_cameras() | _of_addresses() | _of_files()).get(reason, reason)


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
        "the stream holds no video": translate("VideoWall", "the stream holds no video"),
        "the video worker is starting again": translate(
            "VideoWall", "the video worker is starting again"
        ),
        "no data from the camera": translate("VideoWall", "no data from the camera"),
    }


def _of_files() -> dict[str, str]:
    return {
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
