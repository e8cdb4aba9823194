import type { Messages } from '../../shared/messages'
import { deviceSentence, findingSentences, type DeviceReport } from '../narrate/device-report'
import type { AppStateStore } from './state'

interface NewsParts {
  readonly state: Pick<AppStateStore, 'state' | 'change'>
  readonly messages: () => Messages
  readonly notice: (topic: string, text: string) => void
}

/** Where the model is computed: shown always, and said when it changes by itself. */
export class DeviceNews {
  readonly #parts: NewsParts
  #before: DeviceReport['inUse'] | null = null

  constructor(parts: NewsParts) {
    this.#parts = parts
  }

  /** Shows it, in the language of now. */
  show(report: DeviceReport): void {
    const { state, messages } = this.#parts
    const device = deviceSentence(report, messages())
    state.change({ models: { ...state.state.models, device, findings: findingSentences(report, messages()) } })
  }

  /** The engine tells of another device, or of what it found out about one. */
  hear(report: DeviceReport): void {
    const { state, messages, notice } = this.#parts
    const before = this.#before
    this.#before = report.inUse
    this.show(report)
    // What the user asked for is answered by whoever does it, and an answer that lost its device says so itself.
    const isSaid = state.state.models.switching !== null || report.reason === 'lost'
    if (before === null || before === report.inUse || isSaid) return
    notice('device', deviceSentence(report, messages()))
  }
}
