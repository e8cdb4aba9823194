import { expect, test } from 'vitest'
import { DeviceNews } from '../../../src/main/app/device-news'
import { AppStateStore } from '../../../src/main/app/state'
import type { DeviceReport } from '../../../src/main/narrate/device-report'
import { createMessages } from '../../../src/shared/messages'
import { anAppState } from '../../support/app/app-state'

const report = (change: Partial<DeviceReport> = {}): DeviceReport => ({
  asked: 'auto',
  inUse: 'cpu',
  precision: 'q4',
  reason: 'not-tried',
  findings: [],
  ...change,
})
const CARD = report({ inUse: 'webgpu', reason: null, findings: [{ device: 'webgpu', outcome: 'right' }] })

function someNews() {
  const said: string[] = []
  const state = new AppStateStore(anAppState(), () => undefined)
  const news = new DeviceNews({ state, messages: () => createMessages('en'), notice: (_topic, text) => said.push(text) })
  return { news, state, said }
}

test('the first device is shown and not said', () => {
  const { news, state, said } = someNews()
  news.hear(report())
  expect(state.state.models.device).toMatch(/^Descry uses the processor/)
  expect(said).toEqual([])
})

test('one that is found to be faster is said, with what became of the others shown', () => {
  const { news, state, said } = someNews()
  news.hear(report())
  news.hear(CARD)
  expect(said).toEqual(['Descry uses the graphics card.'])
  expect(state.state.models.findings).toEqual(['WebGPU works with this model.'])
})

test('one that fails in use is shown; the answer that met it says so itself', () => {
  const { news, state, said } = someNews()
  news.hear(CARD)
  news.hear(report({ reason: 'lost' }))
  expect(state.state.models.device).toMatch(/stopped working while it was in use/)
  expect(said).toEqual([])
})

test('what the user asked for is not said twice', () => {
  const { news, state, said } = someNews()
  news.hear(report())
  state.change({ models: { ...state.state.models, switching: 'descry-nano' } })
  news.hear(CARD)
  expect(said).toEqual([])
})
