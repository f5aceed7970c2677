; The installer for Windows, by Inno Setup 6: per user, no administrator. See ../README.md. Not run on Windows yet.
;   iscc /DVersion=0.1.0 packaging\package\windows\desktop-sync.iss
#ifndef Version
  #error Give the version: iscc /DVersion=1.2.3
#endif

[Setup]
AppId={{6B0B5C0E-5E0E-4B8E-9E55-2B7C0D5C7A11}
AppName=Desktop Sync
AppVersion={#Version}
AppPublisher=Desktop Sync
DefaultDirName={autopf}\Desktop Sync
DefaultGroupName=Desktop Sync
DisableProgramGroupPage=yes
; autopf is then the user's own folder of programs, and everything below HKA the user's own part of the registry.
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
SourceDir=..\..\..\dist
OutputDir=.
OutputBaseFilename=desktop-sync-{#Version}-setup
SetupIconFile=icons\desktop-sync.ico
UninstallDisplayIcon={app}\desktop-sync-gui.exe
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
; A window that is open is asked to close, and not started again: what was unsaved is the user's to see.
CloseApplications=yes
RestartApplications=no

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.SyncFile=Sync file
de.SyncFile=Abgleichsdatei

[InstallDelete]
; Libraries of the version before. The user's data are elsewhere (%LOCALAPPDATA%\desktop-sync).
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "desktop-sync\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{autoprograms}\Desktop Sync"; Filename: "{app}\desktop-sync-gui.exe"; AppUserModelID: "org.example.desktop-sync"

[Registry]
Root: HKA; Subkey: "Software\Classes\.dsync"; ValueType: string; ValueData: "DesktopSync.File"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\DesktopSync.File"; ValueType: string; ValueData: "{cm:SyncFile}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\DesktopSync.File\DefaultIcon"; ValueType: string; ValueData: "{app}\desktop-sync-gui.exe,0"
Root: HKA; Subkey: "Software\Classes\DesktopSync.File\shell\open\command"; ValueType: string; ValueData: """{app}\desktop-sync-gui.exe"" --open ""%1"""
; The start at sign-in is switched on in the settings of the window; with the program it goes.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: none; ValueName: "desktop-sync"; Flags: dontcreatekey uninsdeletevalue

[Run]
Filename: "{app}\desktop-sync-gui.exe"; Description: "{cm:LaunchProgram,Desktop Sync}"; Flags: nowait postinstall skipifsilent
