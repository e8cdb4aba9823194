import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createMessages } from '../../../src/shared/messages'
import { modelSentence, textLines } from '../../support/app/scripted-narrator'
import { current, started } from '../../support/app/a-memory'
import { aHistoryFolder, aKeyStore, bytesIn } from '../../support/history/a-key-store'
import { temporaryFolder } from '../../support/temporary-folder'

describe('memory on the disk', () => {
  test('has the answers of the runs before: the last is said again, gone on with, and walked back from', async () => {
    const folder = aHistoryFolder()
    const first = await started(folder, 'disk')
    first.answered('A dog.')
    first.answered('A letter.', 'Dear Ada', 'Yours')
    await first.remembering.close()

    const second = await started(folder)
    expect(current(second)).toBe('A letter.')
    expect(second.state.state).toMatchObject({ answers: { count: 2, position: 2 }, memory: { kept: 2, problem: null }, answer: { picture: false } })
    expect(second.answers.told()).toMatchObject({ lines: textLines('Dear Ada', 'Yours'), picture: null })
    expect(second.answers.wholeOfCurrent()).toMatchObject({ sentences: [{ text: 'A letter.' }] })
    expect(second.answers.go(-1)?.sentences[0]?.text).toBe('A dog.')
    second.answered('A cat.')
    expect(await second.texts()).toEqual(['A cat.', 'A letter.', 'A dog.'])
    await second.remembering.close()
    expect(second.said).toEqual([])
  })

  test('has what was added to an answer later', async () => {
    const folder = aHistoryFolder()
    const first = await started(folder, 'disk')
    const id = first.answered('A dog.')
    first.answers.add(id, [modelSentence('It is brown.')])
    await first.remembering.close()
    expect(current(await started(folder))).toBe('A dog. It is brown.')
  })

  test('takes up the answers that are there when it is switched on', async () => {
    const folder = aHistoryFolder()
    const app = await started(folder)
    app.answered('A dog.')
    expect(existsSync(folder)).toBe(false)
    await app.change({ where: 'disk' })
    expect(app.state.state.memory.kept).toBe(1)
    await app.remembering.close()
    expect(current(await started(folder))).toBe('A dog.')
  })

  test('has an answer that began before the key store was opened after those of the run before', async () => {
    const folder = aHistoryFolder()
    const first = await started(folder, 'disk')
    first.answered('A dog.')
    await first.remembering.close()
    const keys = aKeyStore()
    const open = Promise.withResolvers<boolean>()
    const starting = started(folder, undefined, { ...keys, keyStore: { ...keys.keyStore, isAvailable: () => open.promise } })
    open.resolve(true)
    const second = await starting
    second.answered('A cat.')
    expect(await second.texts()).toEqual(['A cat.', 'A dog.'])
  })

  test('never has a picture', async () => {
    const folder = aHistoryFolder()
    const app = await started(folder, 'disk')
    app.answered('A dog.')
    expect(app.answers.current()?.picture).toBe(true)
    await app.remembering.close()
    expect((await started(folder)).answers.current()?.picture).toBe(false)
  })

  test('forgets the last on the disk, too, and so all', async () => {
    const folder = aHistoryFolder()
    const first = await started(folder, 'disk')
    first.answered('A dog.')
    first.answered('A cat.')
    first.answers.forgetLast()
    expect(first.state.state.memory.kept).toBe(1)
    await first.remembering.close()
    const second = await started(folder)
    expect(await second.texts()).toEqual(['A dog.'])
    await second.remembering.clear()
    await second.remembering.close()
    expect(await (await started(folder)).texts()).toEqual([])
  })

  test('is removed with its key when it is switched off; this run’s answers stay', async () => {
    const folder = aHistoryFolder()
    const first = await started(folder, 'disk')
    first.answered('A dog.')
    await first.remembering.close()
    const second = await started(folder)
    second.answered('A cat.')
    await second.change({ where: 'memory' })
    expect(existsSync(folder)).toBe(false)
    expect(second.said).toEqual(['Kept answers were removed from the disk.'])
    expect([await second.texts(), current(second)]).toEqual([['A cat.'], 'A cat.'])
    expect(second.state.state.memory).toEqual({ kept: 0, problem: null })
  })

  test('that was to be removed by a run that was killed is removed by the next', async () => {
    const folder = aHistoryFolder()
    const first = await started(folder, 'disk')
    first.answered('A dog.')
    await first.remembering.close()
    await first.settings.change({ memory: { where: 'memory', limit: 500 } })
    const second = await started(folder)
    expect([existsSync(folder), second.said]).toEqual([false, []])
  })

  test('stays where the settings were lost: nobody wanted it removed', async () => {
    const folder = aHistoryFolder()
    const first = await started(folder, 'disk')
    first.answered('A dog.')
    await first.remembering.close()
    writeFileSync(join(dirname(folder), 'settings.json'), '{')
    const second = await started(folder)
    expect([existsSync(folder), await second.texts()]).toEqual([true, []])
    await second.change({ where: 'disk' })
    expect(await second.texts()).toEqual(['A dog.'])
  })

  test('is off, and says why once, where the key store does not open it; memory goes on', async () => {
    const folder = aHistoryFolder()
    const keys = aKeyStore()
    keys.store.isThere = false
    const app = await started(folder, 'disk', keys)
    app.answered('A dog.')
    app.answered('A cat.')
    const why = createMessages('en').say('failure.history-locked')
    expect(app.said).toEqual([why])
    expect(app.state.state.memory).toEqual({ kept: 0, problem: why })
    expect([await app.texts(), existsSync(folder)]).toEqual([['A cat.', 'A dog.'], false])
  })

  test('says that some could not be read', async () => {
    const folder = aHistoryFolder()
    const first = await started(folder, 'disk')
    first.answered('A dog.')
    await first.remembering.close()
    writeFileSync(join(folder, 'answers.db'), 'x'.repeat(5000))
    const second = await started(folder)
    expect(second.said).toEqual(['Some kept answers could not be read; their file was set aside.'])
    second.answered('A cat.')
    expect(second.state.state.memory).toEqual({ kept: 1, problem: null })
  })
})

describe('memory of this run', () => {
  test('writes nothing', async () => {
    const folder = aHistoryFolder()
    const app = await started(folder, 'memory')
    app.answered('A dog.')
    await app.remembering.close()
    expect(existsSync(folder)).toBe(false)
    expect(bytesIn(dirname(folder))).not.toContain('A dog.')
  })

  test('remembers so many as the user wants; the oldest go', async () => {
    const app = await started(aHistoryFolder(), 'memory')
    for (let n = 1; n <= 60; n++) app.answered(`Answer ${n}.`)
    expect((await app.texts()).length).toBe(60)
    await app.change({ limit: 10 })
    expect(await app.texts()).toEqual([60, 59, 58, 57, 56, 55, 54, 53, 52, 51].map((n) => `Answer ${n}.`))
    app.answered('Answer 61.')
    expect((await app.texts()).length).toBe(10)
  })

  test('so also on the disk', async () => {
    const folder = aHistoryFolder()
    const app = await started(folder, 'disk')
    for (let n = 1; n <= 70; n++) app.answered(`Answer n${n}.`)
    await app.change({ limit: 65 })
    app.answered('Answer n71.')
    expect(app.state.state.memory.kept).toBe(65)
    // The older half is in the file alone, and found there all the same.
    expect(await app.texts('n8.')).toEqual(['Answer n8.'])
    await app.remembering.close()
    expect((await (await started(folder)).texts()).length).toBe(65)
  })
})

describe('nothing is to be remembered', () => {
  test('but the newest answer, until the next begins', async () => {
    const folder = aHistoryFolder()
    const app = await started(folder, 'nothing')
    app.answered('A dog.')
    expect(current(app)).toBe('A dog.')
    app.answered('A cat.')
    expect([await app.texts(), app.answers.go(-1), existsSync(folder)]).toEqual([['A cat.'], null, false])
  })

  test('what was remembered goes when that is chosen, on the disk, too', async () => {
    const folder = aHistoryFolder()
    const app = await started(folder, 'disk')
    app.answered('A dog.')
    app.answered('A cat.')
    await app.change({ where: 'nothing' })
    expect([await app.texts(), existsSync(folder)]).toEqual([['A cat.'], false])
  })

  test('of one program: its answers are not written, and gone with the next', async () => {
    const folder = aHistoryFolder()
    const app = await started(folder, 'disk')
    const bank = { id: 'bank', name: 'Bank', appClass: 'bank', exe: null, length: null, rate: null, every: null, first: null, muted: false, keepNothing: true }
    await app.settings.change({ profiles: [bank] })
    app.inProfile('bank')
    app.answered('A balance.')
    expect([current(app), app.state.state.memory.kept]).toEqual(['A balance.', 0])
    app.inProfile(null)
    app.answered('A dog.')
    expect([await app.texts(), app.state.state.memory.kept]).toEqual([['A dog.'], 1])
    await app.change({ where: 'memory' })
    app.inProfile('bank')
    app.answered('A balance.')
    await app.change({ where: 'disk' })
    expect(app.state.state.memory.kept).toBe(1)
  })
})

describe('all remembered answers', () => {
  test('are searched for words, in what was said and what was read', async () => {
    const app = await started(aHistoryFolder())
    app.answered('A letter.', 'Dear Müller')
    app.answered('A dog.')
    expect(await app.texts('muller')).toEqual(['A letter. … Dear Müller'])
    expect(await app.texts('parcel')).toEqual([])
  })

  test('are listed 200 at a time', async () => {
    const app = await started(aHistoryFolder())
    for (let n = 1; n <= 201; n++) app.answered(`Answer ${n}.`)
    const list = await app.remembering.list('')
    expect([list.answers.length, list.more, list.answers[0]?.text]).toEqual([200, true, 'Answer 201.'])
    expect(await app.remembering.list('201')).toMatchObject({ answers: [{ text: 'Answer 201.' }], more: false })
  })

  test('are listed for several at once, and no further for whom does not want it any more', async () => {
    const app = await started(aHistoryFolder())
    for (let n = 1; n <= 150; n++) app.answered(`Answer ${n}.`)
    const [first, second] = await Promise.all([app.remembering.list(''), app.remembering.list('answer')])
    expect([first.answers.length, second.answers.length]).toEqual([150, 150])
    let asked = 0
    const given = await app.remembering.list('', () => ++asked <= 10)
    expect([given.answers.length, asked]).toEqual([10, 11])
  })

  test('can be shown and forgotten, each by itself', async () => {
    const app = await started(aHistoryFolder())
    const [dog, cat, bird] = [app.answered('A dog.'), app.answered('A cat.'), app.answered('A bird.')]
    expect(app.remembering.show(dog)).toEqual({ ok: true })
    expect(current(app)).toBe('A dog.')
    expect(app.remembering.forget(cat)).toEqual({ ok: true })
    expect([await app.texts(), current(app)]).toEqual([['A bird.', 'A dog.'], 'A dog.'])
    expect(app.remembering.forget(cat)).toMatchObject({ code: 'no-such-answer' })
    expect(app.remembering.show(cat)).toMatchObject({ code: 'no-such-answer' })
    expect(app.remembering.forget(dog)).toEqual({ ok: true })
    expect(current(app)).toBe('A bird.')
    expect(app.remembering.forget(null)).toEqual({ ok: true })
    expect(app.remembering.forget(bird)).toMatchObject({ code: 'no-such-answer' })
    expect(app.remembering.forget(null)).toMatchObject({ code: 'no-last-answer' })
  })

  test('are written into a file for this user alone, by its ending as text or JSON', async () => {
    const app = await started(aHistoryFolder())
    const folder = temporaryFolder()
    expect(await app.remembering.export(join(folder, 'a.txt'))).toMatchObject({ code: 'no-last-answer' })
    app.answered('A dog.', 'Beware')
    app.answered('A cat.')
    expect(await app.remembering.export(join(folder, 'a.txt'))).toEqual({ ok: true, count: 2 })
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toMatch(/A dog\.\nText in the picture:\nBeware\n\n.*\nA cat\.\n$/)
    expect(statSync(join(folder, 'a.txt')).mode & 0o777).toBe(0o600)
    expect(await app.remembering.export(join(folder, 'a.JSON'))).toEqual({ ok: true, count: 2 })
    expect(JSON.parse(readFileSync(join(folder, 'a.JSON'), 'utf8'))).toMatchObject({ answers: [{ lines: ['Beware'] }, {}] })
    chmodSync(folder, 0o500)
    if (process.getuid?.() !== 0) expect(await app.remembering.export(join(folder, 'b.txt'))).toMatchObject({ code: 'history-unwritable' })
    expect(await app.remembering.export(join(folder, 'none', 'b.txt'))).toMatchObject({ code: 'history-unwritable' })
  })
})
