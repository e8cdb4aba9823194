// Covers the screen with a black window that no window manager touches, as a screen curtain does, until it
// is ended:  node curtain.mjs   says "there" when the curtain is drawn
import x11 from 'x11'

x11.createClient((error, display) => {
  if (error) throw error
  const { client: X, screen } = display
  const [{ root, pixel_width: width, pixel_height: height, black_pixel: backgroundPixel }] = screen
  const curtain = X.AllocID()
  const eventMask = x11.eventMask.Exposure
  X.CreateWindow(curtain, root, 0, 0, width, height, 0, 0, 0, 0, { overrideRedirect: 1, backgroundPixel, eventMask })
  X.MapWindow(curtain)
  X.RaiseWindow(curtain)
  X.once('event', () => process.stdout.write('there\n'))
})
