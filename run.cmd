@echo off
rem Sunra from a checkout. Finds a Python; packaging\bootstrap.py does the rest.
setlocal
set "PY="
if defined SUNRA_PYTHON set "PY="%SUNRA_PYTHON%""
if not defined PY py -3.13 -c "" >nul 2>nul && set "PY=py -3.13"
if not defined PY py -3.12 -c "" >nul 2>nul && set "PY=py -3.12"
if not defined PY py -3.11 -c "" >nul 2>nul && set "PY=py -3.11"
if not defined PY python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))" >nul 2>nul && set "PY=python"
if not defined PY echo sunra: no Python 3.11, 3.12 or 3.13 was found; install one from python.org, or set SUNRA_PYTHON to its python.exe. 1>&2
if not defined PY exit /b 2
%PY% "%~dp0packaging\bootstrap.py" %*
exit /b %ERRORLEVEL%
