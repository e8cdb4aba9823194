; Puts the command `descry` where every prompt of this user finds it, without a change to PATH: Windows 10 and
; later have this folder on it. The installation is per user and its folder is fixed, so a relative path will do.
!define LAUNCHER "$LOCALAPPDATA\Microsoft\WindowsApps\descry.cmd"

!macro customInstall
  FileOpen $0 "${LAUNCHER}" w
  FileWrite $0 '@"%~dp0..\..\Programs\${APP_FILENAME}\descry.cmd" %*$\r$\n'
  FileClose $0
!macroend

!macro customUnInstall
  Delete "${LAUNCHER}"
!macroend
