@echo off
rem Descry.exe belongs to no console, so a prompt would not wait for it. A batch file does wait, and
rem hands on what Descry writes and its exit code.
"%~dp0Descry.exe" %*
exit /b %ERRORLEVEL%
