import { expect, test } from 'vitest'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sample } from '../cli/e2e/support/run-cli'
import { until } from '../support/desktop-session/until'
import { ask, pageFile } from './support/ask'
import { direct } from './support/keys'
import { inAWorld } from './support/world'

inAWorld('one app', {}, (world) => {
  const cli = (...args: readonly string[]) =>
    world.session.run(world.session.node, [world.session.path('out/main/cli.js'), ...args])

  test('a second start ends at once with 0, and the first one opens its window', async () => {
    await world.pages.show(pageFile('article'))
    await world.screen.waitForFocus('Morning Post')
    const [program, ...args] = world.command
    const { code } = await world.session.run(program, args)
    expect(code).toBe(0)
    await world.screen.waitForFocus('Descry')
    expect(world.app.child.exitCode).toBeNull()
    await world.screen.press('alt+F4')
    await world.screen.waitForFocus('Morning Post')
  })

  test('descry again is said by the app, once', async () => {
    const first = await ask(world, [direct('D')], 'Harbour bridge')
    await world.speech.forget()
    const { code, stdout } = await cli('again')
    expect(code).toBe(0)
    expect(stdout).toContain('Harbour bridge opens after nine years')
    const said = (await world.speech.settled()).map((m) => m.text).join(' ')
    expect(said).toBe(first)
  })

  test('descry stop silences the app', async () => {
    world.speech.setPace(400)
    await world.speech.forget()
    await world.screen.press(direct('D'))
    await world.speech.waitFor(/./)
    const { code } = await cli('stop')
    expect(code).toBe(0)
    await until('the voice to be cancelled', async () => (await world.speech.spoken()).some((m) => m.end === 'cancelled'))
    const spoken = await world.speech.settled(2000)
    expect(spoken.at(-1)?.end).toBe('cancelled')
    world.speech.setPace(0)
  })

  test('descry describe FILE --json is answered by the app’s engine', async () => {
    const picture = join(world.session.folder, 'asked.png')
    await copyFile(sample('chelsea.png'), picture)
    world.session.give(picture)
    const engine = await world.app.engine('vision-language')
    await world.speech.forget()
    const { code, stdout } = await cli('describe', picture, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, kind: 'photo', model: 'descry-nano' })
    expect(stdout).toContain('tabby')
    expect(await world.app.engine('vision-language')).toBe(engine)
    expect(await world.speech.settled()).toEqual([])
  })

  test('asked to end, it ends with 0 and leaves no process behind', async () => {
    const engine = await world.app.engine('vision-language')
    expect(await world.app.stop()).toBe(0)
    await until('the engine to end', () => {
      try {
        process.kill(engine, 0)
        return false
      } catch {
        return true
      }
    })
  })
})
