import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { speakable } from '../../../src/main/speak/speakable'
import type { Message, Route } from '../../../src/main/speak/route'

/** A route with the real or recorded thing behind it, started for one test. */
export interface RouteUnderTest {
  readonly route: Route
  /** What reached the voice so far, in order; `lang` where the voice was told one. */
  heard(): Promise<readonly Heard[]>
  /** Resolves when something began to sound, or to be held, after the call. */
  sounding(): Promise<void>
  /** The voice goes away as in a crash. */
  die(): Promise<void>
  /** What reached the braille display by `Route.braille`, in order; there where `separateBraille` is. */
  heardBraille?(): Promise<readonly Heard[]>
  /** How a text is written where its way to braille cannot carry every sign; letters and digits stay. */
  readonly brailleSpelling?: (text: string) => string
  /** How often speech was cut; undefined where it cannot be counted. */
  interruptions?(): number
  /** The voice says the name of a message that is one sign: "quote". */
  readonly namesSigns?: boolean
  close(): Promise<void>
}

export interface Heard {
  readonly text: string
  readonly lang?: string
}

/** Long enough to be cut, and the recorders hold it until they are. */
const FOREVER = 'This goes on forever, and ever, and nobody knows when it is going to come to an end.'

const answer = (text: string, lang = 'en'): Message => ({ kind: 'answer', text, lang })

/** What would be commands, markup or ends of a message if a route let them through. */
const HOSTILE = [
  'Before.\r\n.\r\nSTOP SELF\r\nSET SELF VOLUME -100',
  '.\r\nQUIT',
  '..',
  '. starts with a dot',
  '<speak><break time="10s"/>loud</speak> & <mark name="x"/>',
  "\"; rm -rf / #`id`$(id) 'quoted'",
  'nul \u0000 bell \u0007 escape \u001b[31m',
  'lone \ud800 surrogate \udfff here',
  "[[h@l'oU]] phonemes",
  '-voice awb --help',
  'line one\nline two\u2028line three\u0085four',
  'turned \u202e around \u2066 isolated',
  '💩 and 👩‍👩‍👧 and ﷽',
  '%s %n %d {0} $DATA \\n',
]

/** A route's text may lose what cannot be heard (case of marks, spacing), but no letter or digit. */
const heardLetters = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\p{Script=Latin}\p{N}]/gu, '')
    .toLowerCase()

/**
 * The contract of route.ts, run against every route.
 *
 * @param reason why it cannot run here
 */
export function routeContract(name: string, start: () => Promise<RouteUnderTest>, reason?: string): void {
  describe.skipIf(reason)(reason ? `${name} (skipped: ${reason})` : name, () => {
    let under: RouteUnderTest
    let closed = false
    const before = { children: 0, handles: 0 }

    beforeEach(async () => {
      closed = false
      under = await start()
      before.children = children()
      before.handles = handles()
    })
    afterEach(async () => {
      if (!closed) await under.route.close()
      await under.close()
    })

    test('detect finds the voice and never speaks', async () => {
      expect(await under.route.detect()).toMatchObject({
        available: true,
        name: expect.stringMatching(/\w/) as string,
      })
      expect(await under.route.detect()).toMatchObject({ available: true })
      expect(await under.heard()).toEqual([])
    })

    test('speaks a message once and tells its end as its traits declare', async () => {
      const spoken = await under.route.speak(answer('A dog on a sofa'))
      const { reportsEnd } = under.route.traits
      expect(spoken).toEqual({ ok: true, end: reportsEnd ? 'spoken' : 'handed-over' })
      expect((await under.heard()).map((h) => h.text)).toEqual(['A dog on a sofa'])
    })

    test('speaks messages in the order in which they were given', async () => {
      for (const text of ['one', 'two', 'three']) await under.route.speak(answer(text))
      expect((await under.heard()).map((h) => h.text)).toEqual(['one', 'two', 'three'])
    })

    test('a message without a speakable sign is over at once and reaches nobody', async () => {
      for (const text of ['', '  ', '\u0000\u200b\n']) {
        expect(await under.route.speak(answer(text))).toEqual({ ok: true, end: 'spoken' })
      }
      expect(await under.heard()).toEqual([])
    })

    test.each(HOSTILE)('hostile text %j is only text', async (text) => {
      await speaksOnlyText(under, text)
    })

    test('random text is only text (25 seeded inputs)', async () => {
      const unit = fc.oneof(
        fc.constantFrom(
          '\r\n',
          '.',
          '\n.\n',
          'STOP SELF',
          '<',
          '>',
          '&',
          '"',
          "'",
          '`',
          '$',
          '\\',
          '\0',
          '\ud800',
        ),
        fc.string({ unit: 'binary', maxLength: 12 }),
      )
      await fc.assert(
        fc.asyncProperty(fc.array(unit, { maxLength: 12 }), async (parts) => {
          await speaksOnlyText(under, parts.join(' '))
        }),
        { numRuns: 25, seed: 20_260_711 },
      )
    })

    test('the language of a message reaches the voice where the route can tell it', async () => {
      if (!under.route.traits.language) return
      await under.route.speak(answer('Ein Hund', 'de'))
      await under.route.speak(answer('A dog', 'en-GB'))
      expect((await under.heard()).map((h) => h.lang?.toLowerCase())).toEqual(['de', 'en-gb'])
    })

    test('braille is given by routes that can give it other words than speech, and by no other', () => {
      const { route, heardBraille } = under
      expect(route.braille !== undefined).toBe(route.traits.separateBraille)
      // Nobody may claim it without showing what arrived.
      if (route.traits.separateBraille) expect(heardBraille).toBeTypeOf('function')
    })

    test('a whole answer reaches braille once, complete, and is not spoken by that', async () => {
      const { route } = under
      if (!route.braille) return
      const text = `${'A dog lies on a sofa. '.repeat(20)}The sign says "Exit".`
      const shown = await route.braille({ text, lang: 'en', persistent: true })
      expect(shown).toEqual({ ok: true, end: 'handed-over' })
      expect((await under.heardBraille?.())?.map((h) => h.text)).toEqual([
        under.brailleSpelling?.(text) ?? text,
      ])
      expect(await under.heard()).toEqual([])
    })

    test('speech leaves braille alone where braille has its own call', async () => {
      if (!under.route.braille) return
      await under.route.speak(answer('A dog on a sofa'))
      expect(await under.heardBraille?.()).toEqual([])
    })

    test.each(HOSTILE)('hostile text %j in braille is only text', async (text) => {
      if (!under.route.braille) return
      await under.route.braille({ text, lang: 'en', persistent: false })
      await under.route.braille({ text: 'all is well', lang: 'en', persistent: false })
      const shown = ((await under.heardBraille?.()) ?? []).map((h) => h.text)
      expect(shown.at(-1)).toBe('all is well')
      expect(heardLetters(shown.slice(0, -1).join(' '))).toBe(heardLetters(speakable(text)))
    })

    test('silence ends what sounds as silenced, and a second silence does nothing', async () => {
      const { route } = under
      const sounding = under.sounding()
      const speaking = route.speak(answer(FOREVER))
      await sounding
      await route.silence()
      expect(await speaking).toEqual({ ok: true, end: route.traits.reportsEnd ? 'silenced' : 'handed-over' })
      const cut = under.interruptions?.()
      await route.silence()
      if (cut !== undefined) expect([cut, under.interruptions?.()]).toEqual([1, 1])
      expect(await route.speak(answer('after it'))).toMatchObject({ ok: true })
      expect((await under.heard()).at(-1)?.text).toBe('after it')
    })

    test('a message that is silenced before it got out is not heard later', async () => {
      const { route } = under
      const speaking = route.speak(answer(FOREVER))
      await route.silence()
      expect(await speaking).toMatchObject({ ok: true })
      expect(await route.speak(answer('after it'))).toMatchObject({ ok: true })
      const texts = (await under.heard()).map((h) => h.text)
      expect(texts.at(-1)).toBe('after it')
      if (under.interruptions) expect(under.interruptions()).toBe(texts.length - 1)
    })

    test('silence with nothing to silence touches nobody', async () => {
      await under.route.detect()
      await under.route.silence()
      if (under.interruptions) expect(under.interruptions()).toBe(0)
      expect(await under.heard()).toEqual([])
    })

    test('when the voice dies, the route says so instead of pretending', async () => {
      expect(await under.route.detect()).toMatchObject({ available: true })
      await under.die()
      expect(await under.route.speak(answer('to nobody'))).toMatchObject({ ok: false })
      expect(await under.route.detect()).toMatchObject({
        available: false,
        reason: expect.stringMatching(/\.$/) as string,
      })
    })

    test('close leaves no process, socket or timer behind', async () => {
      await under.route.speak(answer('short'))
      const sounding = under.sounding()
      const speaking = under.route.speak(answer(FOREVER))
      await sounding
      await under.route.silence()
      await speaking
      await under.route.close()
      closed = true
      expect(children()).toBe(before.children)
      // A closed handle is gone from the list a moment later.
      await expect.poll(handles).toBeLessThanOrEqual(before.handles)
    })
  })
}

async function speaksOnlyText(under: RouteUnderTest, text: string): Promise<void> {
  const before = (await under.heard()).length
  expect(await under.route.speak(answer(text))).toMatchObject({ ok: true })
  expect(await under.route.speak(answer('all is well'))).toMatchObject({ ok: true })
  const heard = (await under.heard()).slice(before).map((h) => h.text)
  expect(heard.at(-1)).toBe('all is well')
  if (under.namesSigns && speakable(text).length === 1) return
  expect(heardLetters(heard.slice(0, -1).join(' '))).toBe(heardLetters(speakable(text)))
}

/** Children of this process, zombies left out. */
function children(): number {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return parent === String(process.pid) && state !== 'Z'
    } catch {
      return false
    }
  }).length
}

/** Sockets and pipes, child processes and threads that this process holds open. */
function handles(): number {
  const held = ['PipeWrap', 'TCPSocketWrap', 'ProcessWrap', 'MessagePort']
  return process.getActiveResourcesInfo().filter((kind) => held.includes(kind)).length
}
