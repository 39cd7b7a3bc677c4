"""RTSP and RTP as a simulated camera speaks them."""
