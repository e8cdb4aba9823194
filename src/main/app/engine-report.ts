import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { AppState } from '../../shared/app-state'
import type { ModelView } from '../../shared/ipc-schema'
import type { Messages } from '../../shared/messages'
import type { NarratorStatus } from '../narrate/narrator'
import { failureSentence } from './answering'

/** What the engine can do now, in a sentence for the window and for "status". Pure. */
export function engineState({ vision, recogniser }: NarratorStatus, messages: Messages): AppState['engine'] {
  if (vision.failure) return { state: 'failed', sentence: failureSentence(vision.failure, messages).text }
  const model = vision.info?.model ?? ''
  if (recogniser.failure) {
    const why = failureSentence(recogniser.failure, messages).text
    return { state: 'ready', sentence: `${messages.say('app.engine.no-recogniser', { model })} ${why}` }
  }
  const name = recogniser.info?.model ?? ''
  return { state: 'ready', sentence: messages.say('app.engine.ready', { model, recogniser: name }) }
}

/** The models that are here, for the window's list. */
export async function modelViews(status: NarratorStatus, messages: Messages): Promise<ModelView[]> {
  const letters = status.recogniser.info?.cannotRead
  return [
    {
      id: 'vision-language',
      name: status.vision.info?.model ?? basename(status.modelFolder),
      about: messages.say('app.model.nano'),
      size: await folderSize(status.modelFolder),
      licence: messages.say('app.model.nano.licence'),
      state: status.vision.failure ? 'missing' : 'in-use',
    },
    {
      id: 'recogniser',
      name: status.recogniser.info?.model ?? messages.say('app.model.recogniser.name'),
      about: letters ? messages.say('app.model.recogniser-old', { letters }) : messages.say('app.model.recogniser'),
      size: await folderSize(status.recogniserFolder),
      licence: 'Apache-2.0',
      state: recogniserState(status),
    },
  ]
}

function recogniserState({ recogniser }: NarratorStatus): ModelView['state'] {
  if (recogniser.failure) return 'missing'
  return recogniser.info?.cannotRead ? 'stand-in' : 'in-use'
}

/** Bytes of all files in a folder and those in it; 0 where it is not there. */
async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true }).catch((): string[] => [])
  const sizes = await Promise.all(entries.map((entry) => stat(join(folder, entry)).catch(() => null)))
  return sizes.reduce((sum, file) => sum + (file?.isFile() ? file.size : 0), 0)
}
