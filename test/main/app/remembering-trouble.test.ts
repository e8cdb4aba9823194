import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createMessages } from '../../../src/shared/messages'
import { refuse, started } from '../../support/app/a-memory'
import { aHistoryFolder, aKeyStore } from '../../support/history/a-key-store'

describe('memory on a disk that is not there yet, or refuses', () => {
  test('does not hold up who quits while the user is still asked to unlock the key store', async () => {
    const folder = aHistoryFolder()
    const keys = aKeyStore()
    const app = await started(folder, 'disk', { ...keys, keyStore: { ...keys.keyStore, isAvailable: () => new Promise(() => undefined) } }, false)
    app.answered('A dog.')
    await app.remembering.close()
    expect([existsSync(folder), app.said]).toEqual([false, []])
  })

  test('is forgotten also while the key store is not open yet, and by an answer that came meanwhile nothing is lost', async () => {
    const folder = aHistoryFolder()
    const first = await started(folder, 'disk')
    first.answered('A dog.')
    await first.remembering.close()
    const keys = aKeyStore()
    const open = Promise.withResolvers<boolean>()
    const second = await started(folder, undefined, { ...keys, keyStore: { ...keys.keyStore, isAvailable: () => open.promise } }, false)
    const cleared = second.remembering.clear()
    second.answered('A cat.')
    open.resolve(true)
    expect(await cleared).toEqual({ ok: true })
    expect(await second.texts()).toEqual(['A cat.'])
    await second.remembering.close()
    expect(await (await started(folder)).texts()).toEqual(['A cat.'])
  })

  test('is forgotten with its key where the key store does not open it', async () => {
    const folder = aHistoryFolder()
    const first = await started(folder, 'disk')
    first.answered('A dog.')
    await first.remembering.close()
    const keys = aKeyStore()
    keys.store.isThere = false
    const second = await started(folder, undefined, keys)
    expect(await second.remembering.clear()).toEqual({ ok: true })
    expect(existsSync(folder)).toBe(false)
  })

  test('that cannot be forgotten is said, and is forgotten as soon as the disk lets it', async () => {
    const folder = aHistoryFolder()
    const app = await started(folder, 'disk')
    for (const text of ['A dog.', 'A cat.', 'A bird.']) app.answered(text)
    const writable = refuse()
    expect(await app.remembering.clear()).toMatchObject({ ok: false, code: 'history-unforgotten' })
    const why = createMessages('en').say('failure.history-unforgotten')
    expect([app.said, app.state.state.memory.problem, await app.texts()]).toEqual([[why], why, []])
    app.answered('A fish.')
    expect(app.said).toEqual([why])
    writable()
    app.answered('A horse.')
    expect(app.state.state.memory).toEqual({ kept: 2, problem: null })
    await app.remembering.close()
    expect(await (await started(folder)).texts()).toEqual(['A horse.', 'A fish.'])
  })

  test('takes up what could not be written, in its order, as soon as that is possible', async () => {
    const folder = aHistoryFolder()
    const app = await started(folder, 'disk')
    const writable = refuse()
    app.answered('A dog.')
    app.answered('A cat.')
    const why = createMessages('en').say('failure.history-unwritable')
    expect([app.said, app.state.state.memory]).toEqual([[why], { kept: 0, problem: why }])
    writable()
    app.answered('A bird.')
    expect(app.state.state.memory).toEqual({ kept: 3, problem: null })
    await app.remembering.close()
    expect(await (await started(folder)).texts()).toEqual(['A bird.', 'A cat.', 'A dog.'])
  })

  test('takes up hundreds, with what was read also of the oldest', async () => {
    const folder = aHistoryFolder()
    const app = await started(folder, 'memory')
    for (let n = 1; n <= 120; n++) app.answered(`Answer n${n}.`, `Line l${n}`)
    await app.change({ where: 'disk' })
    expect(app.state.state.memory.kept).toBe(120)
    expect(await app.texts('l1 n1.')).toEqual(['Answer n1. … Line l1'])
    await app.remembering.close()
    const second = await started(folder)
    expect((await second.texts()).at(-1)).toBe('Answer n1.')
    expect([await second.texts('l119'), await second.texts('l1 n1.')]).toEqual([['Answer n119. … Line l119'], ['Answer n1. … Line l1']])
    expect(await second.remembering.clear()).toEqual({ ok: true })
    expect(second.state.state.memory.kept).toBe(0)
  })
})
