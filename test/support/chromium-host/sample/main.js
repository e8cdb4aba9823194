import * as electron from 'electron'

/**
 * An Electron app for the host's tests: it runs, in its main process, the functions that a test sends it
 * (Node's own channel to the parent), and serves the pages that the test gave it.
 */
const { app, protocol } = electron
const pages = new Map()
const kept = { pages, requests: [] }

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])

function serve(request) {
  kept.requests.push(request.url)
  const { pathname } = new URL(request.url)
  const page = pages.get(pathname)
  if (page === undefined) return new Response('not here', { status: 404 })
  const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'
  return new Response(page, { headers: { 'content-type': type, 'content-security-policy': POLICY, 'x-sample': 'passed' } })
}

process.on('message', async ({ id, code, args }) => {
  try {
    const run = new Function('return (' + code + ')')()
    process.send({ id, value: await run({ ...electron, kept }, ...args) })
  } catch (error) {
    process.send({ id, error: String(error?.message ?? error) })
  }
})
// The test went away.
process.on('disconnect', () => app.exit(1))

if (process.env.SAMPLE_LOCK && !app.requestSingleInstanceLock({ from: 'sample' })) app.exit(7)
else {
  app.on('second-instance', (_event, argv, directory, data) => process.send?.({ event: 'second-instance', argv, directory, data }))
  const asked = performance.now()
  await app.whenReady()
  protocol.handle('app', serve)
  // A test decides when the app ends.
  app.on('window-all-closed', () => undefined)
  process.send?.({ event: 'ready', ms: Math.round(performance.now() - asked) })
}
