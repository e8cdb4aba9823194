import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelList, ModelView } from '../../shared/ipc-schema'
import type { Messages } from '../../shared/messages'
import type { ModelEntry, Recommendation } from '../../shared/model-entry'
import { recommendationWords, sizeValues, verdictWords } from '../../shared/model-words'
import { DEVICE_CHOICES } from '../../shared/settings'
import type { NarratorStatus } from '../narrate/narrator'

/** What there can be beside the processor, by Node's name of the system. */
const DEVICES: Readonly<Partial<Record<NodeJS.Platform, ModelList['devices']>>> = {
  linux: ['auto', 'cpu', 'cuda', 'webgpu'],
  win32: ['auto', 'cpu', 'cuda', 'dml', 'webgpu'],
  darwin: ['auto', 'cpu', 'coreml', 'webgpu'],
}

interface ListParts {
  readonly entries: readonly ModelEntry[]
  readonly inUse: string
  readonly recommendation: Recommendation
  readonly status: Pick<NarratorStatus, 'recogniser' | 'recogniserFolder'>
  readonly platform: NodeJS.Platform
  readonly messages: Messages
}

/** The models for the window's list. */
export async function modelList({ entries, inUse, recommendation, status, platform, messages }: ListParts): Promise<ModelList> {
  const offer = recommendationWords(recommendation, (bytes) => messages.say('models.size', sizeValues(bytes)))
  return {
    models: await Promise.all(entries.map((entry) => modelView(entry, inUse, recommendation, messages))),
    recogniser: {
      name: status.recogniser.info?.model ?? messages.say('app.model.recogniser.name'),
      about: recogniserAbout(status, messages),
      size: await folderSize(status.recogniserFolder),
      licence: 'Apache-2.0',
      state: recogniserState(status),
    },
    recommendation: messages.say(offer.key, offer.values),
    recommended: recommendation.id,
    devices: DEVICES[platform] ?? [...DEVICE_CHOICES],
  }
}

async function modelView(
  { folder, ...entry }: ModelEntry,
  inUse: string,
  recommendation: Recommendation,
  messages: Messages,
): Promise<ModelView> {
  const candidate = recommendation.candidates.find(({ id }) => id === entry.id)
  // What is there already needs no reasons.
  const words = candidate && folder === null ? verdictWords(candidate) : null
  const why = words ? messages.say(words.key, words.values) : ''
  // Nobody wrote down how large what came with Descry is.
  const size = entry.state === 'box' && folder !== null ? await folderSize(folder) : entry.size
  return { ...entry, size, received: entry.state === 'box' ? size : entry.received, inUse: entry.id === inUse, why }
}

function recogniserAbout({ recogniser }: ListParts['status'], messages: Messages): string {
  const letters = recogniser.info?.cannotRead
  return letters ? messages.say('app.model.recogniser-old', { letters }) : messages.say('app.model.recogniser')
}

function recogniserState({ recogniser }: ListParts['status']): ModelList['recogniser']['state'] {
  if (recogniser.failure) return 'missing'
  return recogniser.info?.cannotRead ? 'stand-in' : 'in-use'
}

/** Bytes of all files in a folder and those in it; 0 where it is not there. */
async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true }).catch((): string[] => [])
  const sizes = await Promise.all(entries.map((entry) => stat(join(folder, entry)).catch(() => null)))
  return sizes.reduce((sum, file) => sum + (file?.isFile() ? file.size : 0), 0)
}
