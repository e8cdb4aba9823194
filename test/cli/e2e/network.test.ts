import { spawnSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder } from '../support/fake-io'
import { buildBeforeAll, sample, start, surroundings } from './support/run-cli'

buildBeforeAll()

const works = (command: string, ...args: string[]) => spawnSync(command, args).status === 0
const strace = works('strace', '-f', '-e', 'trace=%network', 'true')
const unshare = works('unshare', '--net', 'true')

test.skipIf(!strace)(
  'describing and reading open no connection (needs strace and leave to trace)',
  async () => {
    const folder = await emptyFolder()
    const env = await surroundings()
    for (const verb of ['describe', 'read']) {
      const trace = ['strace', '-f', '-ff', '-e', 'trace=%network', '-o', join(folder, verb)]
      const running = start([verb, sample('screen-sign-in-form.png'), '--quiet'], env, trace)
      running.child.stdin.end()
      expect(await running.ended).toMatchObject({ code: 0 })
    }
    const names = await readdir(folder)
    const calls = (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n')
    // The engine's own channels are there, so the trace did see the calls.
    expect(calls).toMatch(/socketpair\(AF_UNIX/)
    const outward = calls
      .split('\n')
      .filter((line) => /^(socket|connect|sendto|bind)\(/.test(line) && /AF_INET|AF_PACKET/.test(line))
    expect(outward).toEqual([])
  },
)

test.skipIf(!unshare)(
  'describes without any network at all (needs leave to make a network namespace)',
  async () => {
    const running = start(['describe', sample('chelsea.png'), '--quiet'], await surroundings(), [
      'unshare',
      '--net',
    ])
    running.child.stdin.end()
    const { code, stdout } = await running.ended
    expect(code).toBe(0)
    expect(stdout).toMatch(/tabby/)
  },
)
