import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { DesktopSession } from '../support/desktop-session/session'
import { until } from '../support/desktop-session/until'
import { end } from '../support/speech/session'
import { statOf } from './support/app'
import { ask, pageFile, times } from './support/ask'
import { direct } from './support/keys'
import { inAWorldBeforeOrca } from './support/orca'

const HEADLINE = 'Harbour bridge opens after nine years'

/** A program of that name that ends at once, while who started it never asks how. */
async function endedUnasked(session: DesktopSession, name: string): Promise<void> {
  const program = join(session.makeFolder('ended'), name)
  await writeFile(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 })
  session.give(program)
  const parent = session.start('sh', ['-c', `"${program}" & exec sleep 600`])
  onTestFinished(() => end(parent))
  await until('it to have ended', () => readdirSync('/proc').some((pid) => statOf(pid).includes(`(${name}) Z`)))
}

inAWorldBeforeOrca('a screen reader that comes and goes', (world, orca) => {
  test('what is left of one that has ended is none', async () => {
    await endedUnasked(world.session, 'orca')
    // Descry looks every second.
    expect((await world.speech.settled(2500)).map(({ text }) => text).join(' ')).not.toContain('Orca')
    expect(await world.app.state()).toMatchObject({ reader: false, caption: true })
  })

  test('before it comes, Descry’s own voice speaks', async () => {
    await world.pages.show(pageFile('article'))
    const text = await ask(world, [direct('D')], HEADLINE)
    expect(times(text, HEADLINE)).toBe(1)
    expect(await world.app.state()).toMatchObject({ reader: false, caption: true })
  })

  test('when it has come, Descry knows, and the next answer is spoken by it alone, once', async () => {
    await orca.start(world.session)
    await until('Descry to know the reader', async () => (await world.app.state()).reader)
    expect(await world.app.state()).toMatchObject({ caption: false, unknownReader: false })
    await until('Descry to speak through it', async () => (await world.app.state()).voice.includes('Orca'))
    await orca.quiet()
    await world.screen.press(direct('D'))
    await orca.waitFor(HEADLINE)
    expect(await orca.counts(HEADLINE)).toEqual({ [HEADLINE]: [1, 1] })
  })

  test('when it has ended, Descry says so in its own voice, and goes on in that', async () => {
    await world.speech.settled()
    await world.speech.forget()
    await end(orca.orca().process)
    await world.speech.waitFor('Orca has ended')
    const said = (await world.speech.settled()).map(({ text }) => text).join(' ')
    expect([times(said, 'Orca has ended'), said]).toEqual([1, expect.stringMatching(/speaks through .*Speech Dispatcher/)])
    const text = await ask(world, [direct('D')], HEADLINE)
    expect(times(text, HEADLINE)).toBe(1)
  })
})
