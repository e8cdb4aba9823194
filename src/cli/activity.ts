import { failure, type Failure } from '../shared/codes'
import { askForWay, listenForStop } from './stop-socket'
import type { CommandIo } from './io'

/** A piece of work that Ctrl+C here and `descry stop` elsewhere can end. */
export interface Activity {
  readonly signal: AbortSignal
  /** Resolves when the work is cancelled, for racing work that cannot hear the signal. */
  readonly cancelled: Promise<Failure>
  /** Registers what makes the voice silent at once; called when the work is cancelled. */
  onCancel(silence: () => Promise<void>): void
  close(): Promise<void>
}

/** @param speaks it will speak, so that it cancels older ones that do and makes way for newer ones */
export function startActivity(io: CommandIo, speaks: boolean): Activity {
  const since = io.now()
  const controller = new AbortController()
  const silencers: (() => Promise<void>)[] = []
  const cancelled = Promise.withResolvers<Failure>()
  let silent: Promise<void> | undefined
  const cancel = (): Promise<void> => {
    silent ??= Promise.allSettled(silencers.map((silence) => silence())).then(() => undefined)
    controller.abort()
    cancelled.resolve(failure('cancelled'))
    return silent
  }
  const hear = (): void => void cancel()
  if (io.cancel.aborted) hear()
  io.cancel.addEventListener('abort', hear, { once: true })
  const listener = listenForStop(io.place, io.pid, async (request) => {
    if (request.request === 'make-way' && (!speaks || request.since <= since)) return false
    await cancel()
    return true
  })
  // Nobody waits for it: a first word takes longer than silence does.
  const way = speaks ? askForWay(io.place, since) : undefined
  return {
    signal: controller.signal,
    cancelled: cancelled.promise,
    onCancel(silence) {
      if (silent) silent = Promise.allSettled([silent, silence()]).then(() => undefined)
      else silencers.push(silence)
    },
    async close() {
      io.cancel.removeEventListener('abort', hear)
      await Promise.allSettled([silent, way])
      await (await listener)?.close()
    },
  }
}
