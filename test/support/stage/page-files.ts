import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, extname, join, normalize } from 'node:path'
import type { AddressInfo } from 'node:net'
import { build } from 'vite'
import { contentSecurityPolicy, permissionsPolicy } from '../../../src/main/app/security/content-security-policy'
import { PROJECT } from '../desktop-session/user'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wav': 'audio/wav',
}

export interface ServedPage {
  readonly url: string
  close(): Promise<void>
}

/** Builds the stage's page as the app does and serves it with the app's own headers, earcons beside it. */
export async function serveStage(): Promise<ServedPage> {
  const out = await mkdtemp(join(tmpdir(), 'descry-stage-'))
  await build({
    root: join(PROJECT, 'src/renderer'),
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: out,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      rolldownOptions: { input: { stage: join(PROJECT, 'src/renderer/stage.html') } },
    },
  })
  const headers = {
    'content-security-policy': contentSecurityPolicy('stage', 'test'),
    'permissions-policy': permissionsPolicy('stage'),
  }
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://x').pathname)
    const file = path.startsWith('/earcons/')
      ? join(PROJECT, 'resources/earcons', basename(path))
      : join(out, path)
    readFile(file).then(
      (bytes) => response.writeHead(200, { ...headers, 'content-type': TYPES[extname(file)] ?? '' }).end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await listening(server)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/stage.html`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(out, { recursive: true, force: true })
    },
  }
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
}
