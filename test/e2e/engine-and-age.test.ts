import { expect, test } from 'vitest'
import { until } from '../support/desktop-session/until'
import { ask, pageFile, times } from './support/ask'
import { direct } from './support/keys'
import { inAWorld } from './support/world'

inAWorld('an engine in trouble', {}, (world) => {
  test('one that is killed in the middle is told of, and the next key works again', async () => {
    const shown = await world.pages.show(pageFile('article'))
    const killed = await world.app.engine('vision-language')
    await world.app.signalEngines('SIGSTOP')
    await world.speech.forget()
    const pressed = Date.now()
    await world.screen.press(direct('D'))
    await world.app.busy()
    // Long enough for the picture to be with the engine.
    await until('a while to pass', () => Date.now() - pressed > 1500)
    process.kill(killed, 'SIGKILL')
    process.kill(await world.app.engine('text-audio'), 'SIGCONT')
    await world.speech.waitFor('engine')
    const text = (await world.speech.settled()).map((m) => m.text).join(' ')
    expect(text).toMatch(/engine stopped unexpectedly/i)
    const answer = await ask(world, [direct('D')], 'Harbour bridge opens after nine years')
    expect(answer).toContain('web page')
    expect(await world.app.engine('vision-language')).not.toBe(killed)
    await shown.close()
  })

  test('an answer that comes late, with another window in front, says how old its picture is', async () => {
    const asked = await world.pages.show(pageFile('article'))
    await world.app.signalEngines('SIGSTOP')
    await world.speech.forget()
    const pressed = Date.now()
    await world.screen.press(direct('D'))
    await world.app.busy()
    const other = await world.pages.show(pageFile('pocket'))
    await until('a while to pass', () => Date.now() - pressed > 2000)
    await world.app.signalEngines('SIGCONT')
    await world.speech.waitFor('Harbour bridge')
    const text = (await world.speech.settled()).map((m) => m.text).join(' ')
    // What was said before the other window came was true when it was said.
    expect(text).toMatch(/^(In front: [^.]+\. )?Screen from \d+ seconds ago:/)
    expect(times(text, 'seconds ago')).toBe(1)
    expect(text).not.toContain('Pumpkin')
    await other.close()
    await asked.close()
  })

  test('an answer in time says nothing of its age', async () => {
    const shown = await world.pages.show(pageFile('article'))
    expect(await ask(world, [direct('D')], 'Harbour bridge')).not.toContain('ago')
    await shown.close()
  })
})
