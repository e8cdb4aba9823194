/**
 * Id of a window of our own, from BrowserWindow.getNativeWindowHandle: the X window or HWND. Both have
 * 32 meaningful bits ("Interprocess Communication Between 32-bit and 64-bit Applications", Microsoft
 * Learn). On macOS the handle is a pointer and the number means nothing: there, `Desktop` knows our
 * windows by their process.
 */
export function nativeId(handle: Buffer): number {
  return handle.readUInt32LE(0)
}
