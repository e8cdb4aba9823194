// The whole command line from the shell: spawned, described, ended.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from '../figures.mjs'

function once(root, picture, runtime) {
  const { promise, resolve, reject } = Promise.withResolvers()
  const from = performance.now()
  const args = [join(root, 'out/main/cli.js'), 'describe', picture, '--quiet']
  const env = { ...process.env, XDG_RUNTIME_DIR: runtime }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let first = null
  let words = ''
  child.stdout.on('data', (text) => {
    first ??= performance.now() - from
    words += text
  })
  child.stderr.resume()
  child.on('error', reject)
  child.on('close', (code) => {
    const exit = performance.now() - from
    if (code !== 0) reject(new Error(`descry describe ended with ${code}`))
    else resolve({ first: first ?? exit, exit, words: words.trim() })
  })
  return promise
}

export async function measureColdStart(root, runs) {
  const picture = join(root, 'resources/models/descry-nano/samples/chelsea.png')
  // A place of its own: no `descry stop` from elsewhere ends it, and it leaves no answer to say again.
  const runtime = await mkdtemp(join(tmpdir(), 'descry-bench-'))
  const taken = []
  try {
    // The first one finds no file in the page cache.
    await once(root, picture, runtime)
    for (let run = 0; run < runs; run++) taken.push(await once(root, picture, runtime))
  } finally {
    await rm(runtime, { recursive: true, force: true })
  }
  return {
    firstByte: median(taken.map((t) => t.first)),
    exit: median(taken.map((t) => t.exit)),
    words: taken[0].words,
  }
}
