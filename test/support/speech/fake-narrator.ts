import type { NarratorApi, Notification } from '../../../src/main/speak/narrator/narrator-api'
import type { NarratorReply } from '../../../src/main/speak/narrator/narrator-worker'

type Answer = Partial<NarratorReply> | { readonly failed: string } | 'hang'

/** Windows with Narrator, with every notification kept. */
export function fakeNarrator() {
  const raised: Notification[] = []
  let waiting: (() => void)[] = []
  let answer: Answer = {}
  const reply = () =>
    answer === 'hang'
      ? undefined
      : 'failed' in answer
        ? answer
        : { running: true, listening: true, hresult: 0, ...answer }
  const api: NarratorApi = {
    look: async () => reply(),
    async notify(notification) {
      const found = reply()
      if (found && 'running' in found && found.running && found.listening && found.hresult < 0x8000_0000) {
        raised.push(notification)
        for (const tell of waiting.splice(0)) tell()
      }
      return found
    },
    close: async () => undefined,
  }
  return {
    api,
    raised,
    answers: (next: Answer) => void (answer = next),
    sounding: () => new Promise<void>((resolve) => (waiting = [...waiting, resolve])),
  }
}
