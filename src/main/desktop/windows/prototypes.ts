/**
 * Functions of Windows as koffi's prototypes, from their pages on Microsoft Learn (Win32 API): winuser.h,
 * dwmapi.h, winbase.h, processthreadsapi.h, handleapi.h, winver.h, winreg.h. HWND and other handles are
 * uintptr_t, so that they are plain numbers.
 */
export const PROTOTYPES = {
  'user32.dll': {
    GetForegroundWindow: 'uintptr_t __stdcall GetForegroundWindow()',
    // Z-order, top to bottom: GW_HWNDNEXT is the window below.
    GetTopWindow: 'uintptr_t __stdcall GetTopWindow(uintptr_t parent)',
    GetWindow: 'uintptr_t __stdcall GetWindow(uintptr_t window, uint32_t relation)',
    IsWindow: 'int __stdcall IsWindow(uintptr_t window)',
    IsWindowVisible: 'int __stdcall IsWindowVisible(uintptr_t window)',
    IsIconic: 'int __stdcall IsIconic(uintptr_t window)',
    // Of another process, it reads the title that the system keeps: it never waits for that process.
    GetWindowTextW: 'int __stdcall GetWindowTextW(uintptr_t window, _Out_ uint16_t *text, int length)',
    GetClassNameW: 'int __stdcall GetClassNameW(uintptr_t window, _Out_ uint16_t *text, int length)',
    GetWindowThreadProcessId:
      'uint32_t __stdcall GetWindowThreadProcessId(uintptr_t window, _Out_ uint32_t *process)',
    GetWindowLongW: 'int32_t __stdcall GetWindowLongW(uintptr_t window, int index)',
    GetWindowRect: 'int __stdcall GetWindowRect(uintptr_t window, _Out_ int32_t *rect)',
    SetForegroundWindow: 'int __stdcall SetForegroundWindow(uintptr_t window)',
    ShowWindow: 'int __stdcall ShowWindow(uintptr_t window, int command)',
    SystemParametersInfoW:
      'int __stdcall SystemParametersInfoW(uint32_t action, uint32_t number, _Out_ int32_t *value, uint32_t save)',
    GetAsyncKeyState: 'int16_t __stdcall GetAsyncKeyState(int key)',
    FindWindowW: 'uintptr_t __stdcall FindWindowW(const char16_t *className, const char16_t *title)',
  },
  'dwmapi.dll': {
    DwmGetWindowAttribute:
      'int32_t __stdcall DwmGetWindowAttribute(uintptr_t window, uint32_t attribute, _Out_ int32_t *value, uint32_t bytes)',
  },
  'kernel32.dll': {
    OpenProcess: 'uintptr_t __stdcall OpenProcess(uint32_t access, int inherit, uint32_t process)',
    CloseHandle: 'int __stdcall CloseHandle(uintptr_t handle)',
    QueryFullProcessImageNameW:
      'int __stdcall QueryFullProcessImageNameW(uintptr_t process, uint32_t flags, _Out_ uint16_t *path, _Inout_ uint32_t *length)',
  },
  'advapi32.dll': {
    RegGetValueW:
      'int32_t __stdcall RegGetValueW(uintptr_t root, const char16_t *key, const char16_t *name, uint32_t flags, uintptr_t type, _Out_ uint32_t *value, _Inout_ uint32_t *bytes)',
  },
} as const
