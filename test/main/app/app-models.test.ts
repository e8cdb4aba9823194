import { describe, expect, test } from 'vitest'
import { failure } from '../../../src/shared/codes'
import { anEntry, boxEntry, installed } from '../../support/app/scripted-store'
import { turn } from '../../support/app/scripted-narrator'
import { someModels } from '../../support/app/some-models'

const MILLION = 1_000_000

/** A download that has begun. */
async function downloading(setUp = someModels()) {
  const begun = await setUp.models.download('smol', false)
  if (!begun.ok) throw new Error(begun.code)
  await turn()
  const [job] = setUp.jobs
  if (!job) throw new Error('nothing was begun')
  return { ...setUp, job, ended: begun.ended }
}

describe('a download', () => {
  test('is said at its start, at each quarter and at its end, once each', async () => {
    const { job, said, ended } = await downloading()
    for (let received = 0; received <= 200; received += 2) job.progress(received * MILLION)
    job.progress(200 * MILLION, 'verifying')
    job.finish()
    await ended
    await turn()
    expect(said).toEqual([
      'Downloading SmolVLM 256M, 200 megabytes.',
      'SmolVLM 256M: 25 percent.',
      'SmolVLM 256M: 50 percent.',
      'SmolVLM 256M: 75 percent.',
      'SmolVLM 256M is here and ready.',
    ])
  })

  test('that goes on says where, and not the quarters that were there', async () => {
    const { job, said } = await downloading()
    job.progress(120 * MILLION)
    job.progress(140 * MILLION)
    job.progress(151 * MILLION)
    expect(said).toEqual(['Going on with the download of SmolVLM 256M at 60 percent.', 'SmolVLM 256M: 75 percent.'])
  })

  test('is shown with what is there, and the list is another one when it is over', async () => {
    const { job, state, ended } = await downloading()
    job.progress(50 * MILLION)
    expect(state.state.models.work).toMatchObject({ kind: 'download', id: 'smol', progress: { received: 50 * MILLION } })
    const { edition } = state.state.models
    job.finish()
    await ended
    await turn()
    expect(state.state.models.work).toBeNull()
    expect(state.state.models.edition).toBeGreaterThan(edition)
  })

  test('that fails says why, in one breath with its name', async () => {
    const { job, said, state, ended } = await downloading()
    job.finish(failure('download-stalled', '/home/me'))
    await ended
    await turn()
    expect(said).toEqual([expect.stringMatching(/^SmolVLM 256M was not downloaded\. Nothing has arrived for half a minute/)])
    expect(state.state.models.said).toEqual({ id: 'smol', text: said[0] })
  })

  test('that is stopped says that it can go on', async () => {
    const { models, said, ended } = await downloading()
    expect(models.stop('smol')).toEqual({ ok: true })
    expect(await ended).toMatchObject({ code: 'cancelled' })
    await turn()
    expect(said).toEqual(['The download of SmolVLM 256M has stopped. What is there stays, and it goes on from there.'])
    expect(models.stop('smol')).toMatchObject({ ok: false, code: 'nothing-to-stop' })
  })

  test('ends without a word when Descry does, and nothing is written afterwards', async () => {
    const { models, job, said } = await downloading()
    await models.close()
    await turn()
    expect(job.options.signal?.aborted).toBe(true)
    expect(said).toEqual([])
  })

  test('of a second model waits its turn, and that is said and shown', async () => {
    const other = anEntry({ id: 'qwen', name: 'Qwen3.5' })
    const { models, jobs, job, said, state, ended } = await downloading(someModels([boxEntry(), anEntry(), other]))
    await models.download('qwen', false)
    await turn()
    expect(jobs).toHaveLength(1)
    expect(said).toEqual(['Qwen3.5 comes after SmolVLM 256M.'])
    expect(state.state.models.waiting).toEqual([{ id: 'qwen', name: 'Qwen3.5' }])
    job.finish()
    await ended
    await turn()
    expect(jobs.map(({ what }) => what)).toEqual(['download smol', 'download qwen'])
  })

  test.each([
    ['box', boxEntry(), 'model-in-the-box'],
    ['installed', installed(), 'model-exists'],
    ['damaged', installed({ state: 'damaged', folder: null }), 'model-exists'],
    ['of an unaccepted licence', anEntry({ needsConsent: true }), 'consent-needed'],
  ])('of a model that is %s is refused at once', async (_state, entry, code) => {
    const { models, jobs, said } = someModels([entry])
    expect(await models.download(entry.id, false)).toMatchObject({ ok: false, code })
    expect(await models.download('unheard-of', false)).toMatchObject({ ok: false, code: 'model-unknown' })
    await turn()
    expect([jobs, said]).toEqual([[], []])
  })

  test('of a model with an own licence begins once that was accepted, and says so to the store', async () => {
    const { models, jobs } = someModels([anEntry({ needsConsent: true })])
    expect(await models.download('smol', true)).toMatchObject({ ok: true })
    await turn()
    expect(jobs.map(({ what }) => what)).toEqual(['download with consent smol'])
  })
})

describe('a check', () => {
  test('says that all is right', async () => {
    const { models, jobs, said } = someModels([installed()])
    await models.check('smol')
    await turn()
    jobs[0]?.progress(100 * MILLION, 'verifying')
    jobs[0]?.finish()
    await turn()
    expect(said).toEqual(['All files of SmolVLM 256M are right.'])
  })

  test('that finds damage says how it is mended', async () => {
    const { models, jobs, said } = someModels([installed()])
    await models.check('smol')
    await turn()
    jobs[0]?.finish(failure('model-damaged', 'onnx/a.onnx'))
    await turn()
    expect(said).toEqual(['SmolVLM 256M is not as it should be. Some of its files are damaged. Repair fetches these again.'])
  })
})

describe('a model that is removed', () => {
  test('is not the one in use, nor one that is worked on', async () => {
    const { models, log, state } = await downloading()
    expect(await models.remove('smol')).toMatchObject({ code: 'model-in-use' })
    expect(await models.remove(state.state.models.inUse)).toMatchObject({ code: 'model-in-use' })
    expect(log).toEqual([])
  })

  test('is away, that is said, and the list is another one', async () => {
    const { models, log, state, said } = someModels([installed()])
    expect(await models.remove('smol')).toEqual({ ok: true })
    expect(log).toEqual(['remove smol'])
    expect(said).toEqual(['SmolVLM 256M is removed.'])
    expect(state.state.models.edition).toBe(1)
  })
})

test('a folder that is added is called by its name until it has an id', async () => {
  const { models, jobs, said, state } = someModels()
  models.import('/home/me/my model', 'my model')
  await turn()
  expect(state.state.models.work).toMatchObject({ kind: 'import', id: null, name: 'my model' })
  jobs[0]?.finish(failure('import-not-a-model'))
  await turn()
  expect(said).toEqual([expect.stringMatching(/^my model was not added\. This is not a model that Descry can add/)])
})

test('the list has every model without the place where it lies, and the device choices of the system', async () => {
  const { models } = someModels([boxEntry(), installed()])
  const list = await models.list()
  expect(list.models.map(({ id, inUse }) => [id, inUse])).toEqual([
    ['descry-nano', true],
    ['smol', false],
  ])
  expect(JSON.stringify(list)).not.toContain('/models/')
  expect(list.devices).toEqual(['auto', 'cpu', 'cuda', 'webgpu'])
  expect(list.recommendation).toBe('No larger model suits this machine better than what is here.')
})
