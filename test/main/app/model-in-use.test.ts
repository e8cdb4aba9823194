import { describe, expect, test } from 'vitest'
import { modelAtStart } from '../../../src/main/app/model-in-use'
import { failure } from '../../../src/shared/codes'
import { boxEntry, installed, scriptedStore } from '../../support/app/scripted-store'
import { turn } from '../../support/app/scripted-narrator'
import { someModels } from '../../support/app/some-models'

const both = () => [boxEntry(), installed()]

describe('a model that is chosen', () => {
  test('is loaded first, then used, kept and said', async () => {
    const { inUse, uses, said, settings, state } = someModels(both())
    const using = inUse.use('smol')
    await turn()
    expect(uses).toMatchObject([{ folder: '/models/smol', device: 'auto' }])
    expect([state.state.models.switching, state.state.models.inUse, settings.current().model]).toEqual(['smol', 'descry-nano', 'descry-nano'])
    uses[0]?.answer({ ok: true })
    expect(await using).toEqual({ ok: true })
    expect([state.state.models.switching, state.state.models.inUse, settings.current().model]).toEqual([null, 'smol', 'smol'])
    expect(said).toEqual(['SmolVLM 256M is now in use.'])
  })

  test('and does not load leaves the one before in use, and says why', async () => {
    const { inUse, uses, said, settings, state } = someModels(both())
    const using = inUse.use('smol')
    await turn()
    uses[0]?.answer(failure('model-unsupported', 'config.json'))
    expect(await using).toMatchObject({ code: 'model-unsupported' })
    expect([state.state.models.inUse, settings.current().model]).toEqual(['descry-nano', 'descry-nano'])
    expect(said).toEqual(['SmolVLM 256M cannot be used. This model is of a kind that Descry cannot run. Choose another one. descry-nano stays in use.'])
  })

  test.each([
    [failure('model-damaged', 'onnx/a.onnx'), 'Some of its files are damaged. Repair fetches these again.'],
    [{ ok: true, files: 9 } as const, 'Its files are as they came, so fetching them again does not help.'],
  ])('and is damaged is hashed again, and what helps is said', async (verify, help) => {
    const { inUse, uses, said, log, listed } = someModels(both())
    listed.verify = verify
    const using = inUse.use('smol')
    await turn()
    uses[0]?.answer(failure('model-damaged'))
    await using
    expect(log).toEqual(['verify smol'])
    expect(said.join()).toContain(help)
  })

  test('from the user’s own files and damaged is to be added once more, for nobody else has it', async () => {
    const { inUse, uses, said, listed } = someModels([boxEntry(), installed({ origin: 'imported' })])
    listed.verify = failure('model-damaged')
    const using = inUse.use('smol')
    await turn()
    uses[0]?.answer(failure('model-file-missing'))
    await using
    expect(said.join()).toContain('Remove it, then add it once more.')
  })

  test('and superseded by another one says nothing of its own', async () => {
    const other = installed({ id: 'qwen', name: 'Qwen3.5', folder: '/models/qwen' })
    const { inUse, uses, said } = someModels([...both(), other])
    const first = inUse.use('smol')
    await turn()
    const second = inUse.use('qwen')
    await turn()
    uses[0]?.answer(failure('cancelled'))
    uses[1]?.answer({ ok: true })
    expect(await first).toMatchObject({ code: 'cancelled' })
    await second
    expect(said).toEqual(['Qwen3.5 is now in use.'])
  })

  test.each([
    ['nobody knows', 'unheard-of', 'model-unknown'],
    ['is damaged', 'broken', 'model-damaged'],
    ['is not here', 'away', 'model-not-found'],
  ])('and %s is refused at once', async (_what, id, code) => {
    const { inUse, uses } = someModels([boxEntry(), installed({ id: 'broken', state: 'damaged', folder: null }), installed({ id: 'away', state: 'available', folder: null })])
    expect(await inUse.use(id)).toMatchObject({ ok: false, code })
    expect(uses).toEqual([])
  })
})

describe('another device', () => {
  test('is kept once the model works there', async () => {
    const { inUse, uses, settings } = someModels(both())
    const using = inUse.useDevice('webgpu')
    await turn()
    expect(uses).toMatchObject([{ folder: '/box/descry-nano', device: 'webgpu' }])
    expect(settings.current().device).toBe('auto')
    uses[0]?.answer({ ok: true })
    expect(await using).toEqual({ ok: true })
    expect(settings.current().device).toBe('webgpu')
  })

  test('on which it does not work is not kept, and that is said', async () => {
    const { inUse, uses, settings, said } = someModels(both())
    const using = inUse.useDevice('cuda')
    await turn()
    uses[0]?.answer(failure('device-unavailable', 'cuda'))
    await using
    expect(settings.current().device).toBe('auto')
    expect(said).toEqual([expect.stringMatching(/^The model cannot run on that device here/)])
  })
})

describe('at the start', () => {
  test('the chosen model is loaded, and the one in the box where it is not there', () => {
    const { store } = scriptedStore(both())
    expect(modelAtStart('smol', store)).toEqual({ id: 'smol', folder: '/models/smol' })
    expect(modelAtStart('away', store)).toEqual({ id: 'descry-nano', folder: '/box/descry-nano' })
  })

  test('nothing is said where the chosen model works', async () => {
    const { inUse, said, uses } = someModels(both())
    await inUse.standIn()
    expect([said, uses]).toEqual([[], []])
  })

  test('a model that was not there is named, and stays the chosen one', async () => {
    const { inUse, said, settings } = someModels([boxEntry(), installed({ state: 'partial', folder: null })], { model: 'smol' })
    await inUse.standIn()
    expect(said).toEqual([expect.stringMatching(/^The chosen model, SmolVLM 256M, is not there or is damaged\. The model that came with Descry is in use\./)])
    expect(settings.current().model).toBe('smol')
  })

  test('the one in the box stands in for a model that does not load, which is hashed again and named', async () => {
    const { inUse, said, uses, status, state, listed, log, settings } = someModels(both(), { model: 'smol' })
    status.value = { ...status.value, vision: { ...status.value.vision, info: null, failure: failure('model-damaged') } }
    state.change({ models: { ...state.state.models, inUse: 'smol' } })
    listed.verify = failure('model-damaged', 'onnx/a.onnx')
    const standing = inUse.standIn()
    await turn()
    await turn()
    expect(uses).toMatchObject([{ folder: '/box/descry-nano' }])
    uses[0]?.answer({ ok: true })
    await standing
    expect(state.state.models.inUse).toBe('descry-nano')
    expect(log).toEqual(['verify smol'])
    expect(said).toEqual(['SmolVLM 256M cannot be used. Some of its files are damaged. Repair fetches these again. descry-nano stays in use.'])
    expect(settings.current().model).toBe('smol')
  })
})
