/**
 * Windows front to back: CGWindowListCopyWindowInfo (Apple, Quartz Window Services, "Required and
 * Optional Window List Keys"), on-screen only (1) without desktop elements (16); program by
 * NSRunningApplication (AppKit). Bounds are in points, origin top left of the main display. Titles are
 * missing without the permission to record the screen.
 */
export const LIST_WINDOWS = `
ObjC.import('AppKit'); ObjC.import('CoreGraphics');
function run() {
  const list = ObjC.deepUnwrap(ObjC.castRefToObject($.CGWindowListCopyWindowInfo(17, 0)));
  const apps = {};
  const app = (pid) => apps[pid] || (apps[pid] = (() => {
    const found = $.NSRunningApplication.runningApplicationWithProcessIdentifier(pid);
    const text = (value) => value && value.js !== undefined ? value.js : null;
    if (found.isNil()) return { name: null, bundle: null, exe: null };
    const url = found.executableURL;
    return { name: text(found.localizedName), bundle: text(found.bundleIdentifier), exe: url.isNil() ? null : text(url.path) };
  })());
  const front = $.NSWorkspace.sharedWorkspace.frontmostApplication;
  return JSON.stringify({
    front: front.isNil() ? null : front.processIdentifier,
    windows: list.map((w) => ({
      id: w.kCGWindowNumber, pid: w.kCGWindowOwnerPID, layer: w.kCGWindowLayer, alpha: w.kCGWindowAlpha,
      title: w.kCGWindowName || '', owner: w.kCGWindowOwnerName || '',
      x: w.kCGWindowBounds.X, y: w.kCGWindowBounds.Y, width: w.kCGWindowBounds.Width, height: w.kCGWindowBounds.Height,
      ...app(w.kCGWindowOwnerPID),
    })),
  });
}`

/** Brings the program with this process id to the front: NSRunningApplication.activate(options:). */
export const ACTIVATE = `
ObjC.import('AppKit');
function run(argv) {
  const app = $.NSRunningApplication.runningApplicationWithProcessIdentifier(Number(argv[0]));
  return JSON.stringify({ active: !app.isNil() && Boolean(app.activateWithOptions(2)) });
}`
