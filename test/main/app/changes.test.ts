import { describe, expect, test } from 'vitest'
import { createChanges } from '../../../src/main/app/changes'
import { PictureOrigins } from '../../../src/main/app/picture-origins'
import { SIGNATURE } from '../../../src/shared/engine-protocol'
import type { PicturePlace } from '../../../src/main/app/answering'
import { anApp } from '../../support/app/an-app'
import { corners, frameOf, taken } from '../../support/app/frame'

const at = (x: number) => frameOf({ x, y: 0, width: 8, height: 8 })
const bounds = { x: 0, y: 0, width: 100, height: 100 }
/** A place on the desktop, eight pixels wide and high as the frames are. */
const place = (x: number, change: Partial<PicturePlace> = {}): PicturePlace => ({ display: 1, area: { x, y: 0, width: 8, height: 8 }, windows: null, ...change })
/** Frames that are alike. */
const STILL = { signature: new Uint8Array(SIGNATURE.columns * SIGNATURE.rows), changes: [], light: 0, contrast: 0, sharpness: 0 }
const named = (id: number) => ({ id, name: `Window ${id}`, bounds })

function setUp() {
  const app = anApp()
  const origins = new PictureOrigins(app.pictures)
  const changes = createChanges({ ...app, pictures: origins, origins, narrator: { ...app.narrator, look: async () => ({ ok: true, look: STILL }) } })
  /** An answer about a picture that is taken now. */
  async function described(source: 'screen' | 'window' | 'pointer' | 'camera' | 'clipboard' = 'screen', about = 'The screen'): Promise<void> {
    const { jobs } = app
    const ran = app.answering.run({ asked: source === 'clipboard' ? 'describe-clipboard' : 'describe-screen', verb: 'describe', about, take: (signal) => origins.take(source, signal) })
    const job = await app.job(jobs.length + 1)
    job.say('A letter.')
    job.finish(['Total: 12'])
    await ran
    app.heard.length = 0
  }
  return { ...app, changes, origins, described, take: (change: Parameters<typeof taken>[0]) => void (app.state.took = { ok: true, taken: taken(change) }) }
}

describe('"what changed?"', () => {
  test('takes a new picture of what the last answer was about, and says since when', async () => {
    const { take, described, changes, job, heard, did, answers } = setUp()
    take({ picture: at(0), takenAt: 1000, about: 'The window of Mail' })
    await described('window')
    take({ picture: at(9), takenAt: 41_000, about: 'The window of Mail' })
    const asked = changes.ask(new AbortController().signal)
    const reading = await job(2)
    expect([reading.verb, did.at(-1)]).toEqual(['read', 'take window'])
    reading.finish(['Total: 13'])
    ;(await job(3)).finish(['Total: 12'])
    const ended = await asked
    expect(heard).toEqual(['Compared with the window of Mail, from 40 seconds ago.', 'Total: 12 is now: Total: 13'])
    expect(ended.ok && ended.sentences.map(({ text }) => text)).toEqual(heard)
    expect(answers.current()).toMatchObject({ command: 'changed', complete: true, picture: true, lines: ['Total: 13'] })
  })

  test('without an earlier picture keeps this one, and the next time compares with it', async () => {
    const { take, changes, job, heard, answers } = setUp()
    take({ picture: at(0) })
    expect((await changes.ask(new AbortController().signal)).ok).toBe(true)
    expect(heard).toEqual([expect.stringMatching(/^There was nothing to compare with yet/)])
    expect(answers.current()).toMatchObject({ command: 'changed', picture: true })
    take({ picture: at(9), takenAt: 4000 })
    const asked = changes.ask(new AbortController().signal)
    // Neither picture was read before.
    ;(await job(1)).finish(['Open'])
    ;(await job(2)).finish([])
    await asked
    expect(heard).toContain('New text: Open.')
  })

  test('tells of windows that came and went', async () => {
    const { take, described, changes, job, heard } = setUp()
    take({ picture: at(0), place: place(0, { windows: [named(1)] }) })
    await described()
    take({ picture: at(9), takenAt: 3000, place: place(0, { windows: [named(2)] }) })
    const asked = changes.ask(new AbortController().signal)
    ;(await job(2)).finish(['Total: 12'])
    ;(await job(3)).finish(['Total: 12'])
    await asked
    expect(heard.slice(1)).toEqual(['A new window: Window 2.', 'No longer there: Window 1.'])
  })

  test('describes the window in front anew where it is another one', async () => {
    const { take, described, changes, job, heard } = setUp()
    take({ picture: at(0), front: 7 })
    await described('window')
    take({ picture: at(9), front: 8 })
    const asked = changes.ask(new AbortController().signal)
    const describing = await job(2)
    expect(describing.verb).toBe('describe')
    describing.say('A page.')
    describing.finish()
    await asked
    expect(heard).toEqual(['Another window is in front now.', 'A page.'])
  })

  test.each([
    ['another display', 'screen', place(0), place(0, { display: 2 }), 'Another display is meant now.'],
    ['another place under the pointer', 'pointer', place(0), place(5), 'The pointer is somewhere else now.'],
  ] as const)('describes %s anew: all of it would be new', async (_what, source, before, now, sentence) => {
    const { take, described, changes, job, heard } = setUp()
    take({ picture: at(0), place: before })
    await described(source)
    take({ picture: at(9), place: now })
    const asked = changes.ask(new AbortController().signal)
    const describing = await job(2)
    expect(describing.verb).toBe('describe')
    describing.finish()
    await asked
    expect(heard).toEqual([sentence])
  })

  test('under a pointer that moved a little compares what both pictures show', async () => {
    const { take, described, changes, job, heard } = setUp()
    take({ picture: at(0), place: place(0) })
    await described('pointer')
    take({ picture: at(2), place: place(2) })
    const asked = changes.ask(new AbortController().signal)
    const after = await job(2)
    after.finish(['Off'])
    const before = await job(3)
    before.finish(['Off'])
    await asked
    expect([after, before].map(({ picture }) => picture.kind === 'frame' && corners(picture))).toEqual([[2, 0, 7, 7], [2, 0, 7, 7]])
    expect(heard.at(-1)).toBe('Nothing has changed.')
  })

  test('of a picture from the clipboard is about the screen: nothing goes on in a copy', async () => {
    const { take, described, changes, heard, did } = setUp()
    take({ picture: { kind: 'encoded', bytes: new Uint8Array(1) }, front: null })
    await described('clipboard')
    take({ picture: at(9) })
    await changes.ask(new AbortController().signal)
    expect([did.at(-1), heard[0]]).toEqual(['take screen', expect.stringMatching(/^There was nothing/)])
  })

  test('from the layer menu is about the picture that the layer key took', async () => {
    const { take, described, changes, job, did } = setUp()
    take({ picture: at(0) })
    await described('window')
    changes.tell(Promise.resolve({ ok: true, taken: taken({ picture: at(9) }) }))
    await job(2)
    expect(did.at(-1)).toBe('part window')
  })

  test('that is given up says nothing more', async () => {
    const { take, described, changes, job, heard } = setUp()
    take({ picture: at(0) })
    await described()
    take({ picture: at(9), takenAt: 9000 })
    const giveUp = new AbortController()
    const asked = changes.ask(giveUp.signal)
    const reading = await job(2)
    giveUp.abort()
    reading.finish(['Total: 13'])
    expect(await asked).toMatchObject({ ok: false, code: 'cancelled' })
    expect(heard).not.toContain('Total: 12 is now: Total: 13')
  })

  test('that is given up after something else was asked for leaves that alone', async () => {
    const { take, described, changes, job, heard, answering } = setUp()
    take({ picture: at(0) })
    await described()
    const giveUp = new AbortController()
    const asked = changes.ask(giveUp.signal)
    await job(2)
    const newer = answering.run({ asked: 'describe-screen', verb: 'describe', about: '', take: async () => ({ ok: true, taken: taken() }) })
    giveUp.abort()
    const describing = await job(3)
    describing.say('A letter.')
    describing.finish()
    await newer
    expect(await asked).toMatchObject({ ok: false, code: 'cancelled' })
    expect(heard.at(-1)).toBe('A letter.')
  })

  test('tells whoever waits for it what it said itself, also where another answer is shown by then', async () => {
    const { take, described, changes, job, answers } = setUp()
    take({ picture: at(0) })
    await described()
    take({ picture: at(9), takenAt: 3000 })
    const asked = changes.ask(new AbortController().signal)
    ;(await job(2)).finish(['Total: 13'])
    const reading = await job(3)
    answers.go(-1)
    reading.finish(['Total: 12'])
    const ended = await asked
    expect(ended.ok && ended.sentences.at(-1)?.text).toBe('Total: 12 is now: Total: 13')
  })

  test('compares with nothing that was forgotten', async () => {
    const { take, described, changes, heard, answers } = setUp()
    take({ picture: at(0) })
    await described()
    answers.clear()
    take({ picture: at(9) })
    await changes.ask(new AbortController().signal)
    expect(heard).toEqual([expect.stringMatching(/^There was nothing to compare with yet/)])
  })
})
