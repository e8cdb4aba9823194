import { arch, platform, release } from 'node:os'
import type { FailureCode, Result } from '../shared/codes'
import type { MessageKey, Messages, MessageValues } from '../shared/messages'
import { deviceSentence } from '../main/narrate/device-report'
import type { NarratorStatus } from '../main/narrate/narrator'
import { READER_ROUTES, type RouteId } from '../main/speak/route'
import type { VoiceStatus } from '../main/speak/voice'
import type { CommandIo } from './io'
import { failureSentence } from './report'

/** What was looked at; the checks below only put it into sentences. */
export interface Findings {
  readonly version: string
  readonly node: string
  readonly narrator: NarratorStatus
  /** How the test description went, and how long it took in milliseconds. */
  readonly described: Result<{ took: number }>
  readonly voice: VoiceStatus
  readonly clipboardTool: string | undefined
  readonly memoryFolder: string | undefined
  /** Whether what understands spoken questions is installed. */
  readonly hears: boolean
}

/**
 * `broken`: describing or speaking does not work; `attention`: something else is missing that the user
 * can get; `fine`: as it should be, or nothing to be done about.
 */
type CheckState = 'broken' | 'attention' | 'fine'

export interface Check {
  readonly id: string
  readonly state: CheckState
  readonly sentence: string
  readonly code?: FailureCode
}

type Judge = (
  found: Findings,
  io: CommandIo,
  messages: Messages,
) => Omit<Check, 'id'> | readonly Omit<Check, 'id'>[]

/** Letters that tell a reader most about what is lost; all of them would be a long list to hear. */
const TELLING = 'äöüßéñçåø'

function displayOf({ env, platform: system }: CommandIo): string | undefined {
  if (system === 'darwin') return 'macOS'
  if (system === 'win32') return 'Windows'
  if (env.WAYLAND_DISPLAY) return `Wayland ${env.WAYLAND_DISPLAY}`
  return env.DISPLAY ? `X11 ${env.DISPLAY}` : undefined
}

function say(
  messages: Messages,
  state: CheckState,
  key: MessageKey,
  values?: MessageValues,
): Omit<Check, 'id'> {
  return { state, sentence: messages.say(key, values) }
}

/** A sentence for each route that does not speak, with what keeps it from speaking. */
function outOfUse(routes: VoiceStatus['routes'], chosen: RouteId | null, m: Messages): Omit<Check, 'id'>[] {
  return routes
    .filter((r) => r.id !== chosen)
    .map(({ id, availability }) => {
      const route = m.say(`voice.route.${id}`)
      return availability.available
        ? say(m, 'fine', 'cli.doctor.route-available', { route, name: availability.name })
        : say(m, 'fine', 'cli.doctor.route-out', { route, reason: availability.reason })
    })
}

/** Every check once, in the order in which they are said when all is well. */
const CHECKS: Readonly<Record<string, Judge>> = {
  descry: ({ version, node }, _io, m) =>
    say(m, 'fine', 'cli.doctor.descry', { version, node, system: `${platform()} ${release()} ${arch()}` }),

  model: ({ narrator: { vision, modelFolder } }, _io, m) => {
    if (vision.info) {
      const { model, provider, threads } = vision.info
      return say(m, 'fine', 'cli.doctor.model', { model, provider, threads, folder: modelFolder })
    }
    const failed = vision.failure ?? { ok: false, code: 'engine-start-failed' }
    const sentence = m.say('cli.doctor.model-failed', {
      folder: modelFolder,
      sentence: failureSentence(failed, m),
    })
    return { state: 'broken', sentence, code: failed.code }
  },

  device: ({ narrator: { vision, device } }, _io, m) => {
    if (!vision.info || !device) return []
    const values = { sentence: deviceSentence(device, m), precision: device.precision ?? 'none' }
    return { state: 'fine', sentence: m.say('cli.doctor.device', values).trim() }
  },

  describing: ({ described }, _io, m) =>
    described.ok
      ? say(m, 'fine', 'cli.doctor.describes', { seconds: (described.took / 1000).toFixed(1) })
      : {
          state: 'broken',
          sentence: m.say('cli.doctor.engine-failed', { sentence: failureSentence(described, m) }),
          code: described.code,
        },

  recogniser: ({ narrator: { recogniser } }, _io, m) => {
    if (!recogniser.info) {
      const failed = recogniser.failure ?? { ok: false, code: 'recogniser-not-installed' }
      return { state: 'attention', sentence: failureSentence(failed, m), code: failed.code }
    }
    const { model: name, cannotRead = '' } = recogniser.info
    const count = cannotRead.length
    const letters = [...TELLING].filter((letter) => cannotRead.includes(letter)).join(', ')
    return count > 0
      ? say(m, 'attention', 'cli.doctor.recogniser-fallback', { recogniser: name, count, letters })
      : say(m, 'fine', 'cli.doctor.recogniser', { recogniser: name })
  },

  speech: ({ hears }, _io, m) =>
    hears ? say(m, 'fine', 'cli.doctor.speech') : { state: 'attention', sentence: m.say('cli.doctor.no-speech'), code: 'speech-not-installed' },

  voice: ({ voice: { chosen, routes } }, _io, m) => {
    const speaking = routes.find((r) => r.id === chosen)?.availability
    if (speaking?.available) return say(m, 'fine', 'cli.doctor.voice', { name: speaking.name })
    const reasons = outOfUse(routes, chosen, m).map((c) => c.sentence)
    return {
      state: 'broken',
      sentence: [m.say('cli.doctor.no-voice'), ...reasons].join(' '),
      code: 'no-voice',
    }
  },

  routes: ({ voice: { chosen, routes } }, _io, m) => (chosen ? outOfUse(routes, chosen, m) : []),

  'second-voice': ({ voice: { secondVoice } }) =>
    secondVoice ? { state: 'attention', sentence: secondVoice } : [],

  player: ({ voice: { player } }, _io, m) =>
    player ? say(m, 'fine', 'cli.doctor.player', { player }) : say(m, 'attention', 'cli.doctor.no-player'),

  display: (_found, io, m) => {
    const display = displayOf(io)
    return display
      ? say(m, 'fine', 'cli.doctor.display', { display })
      : say(m, 'fine', 'cli.doctor.no-display')
  },

  clipboard: ({ clipboardTool }, io, m) => {
    if (clipboardTool) return say(m, 'fine', 'cli.doctor.clipboard', { tool: clipboardTool })
    if (io.platform === 'win32') return say(m, 'fine', 'cli.doctor.clipboard-unsupported')
    // Without a display there is no clipboard, and the line before has said why.
    return displayOf(io) ? say(m, 'attention', 'cli.doctor.no-clipboard') : []
  },

  'screen-reader': ({ voice: { routes } }, _io, m) => {
    const reader = routes.find((r) => READER_ROUTES.includes(r.id) && r.availability.available)?.availability
    return reader?.available
      ? say(m, 'fine', 'cli.doctor.screen-reader', { name: reader.name })
      : say(m, 'fine', 'cli.doctor.no-screen-reader')
  },

  memory: ({ memoryFolder }, _io, m) =>
    memoryFolder
      ? say(m, 'fine', 'cli.doctor.memory', { folder: memoryFolder })
      : say(m, 'fine', 'cli.doctor.no-memory'),
}

const RANK: Readonly<Record<CheckState, number>> = { broken: 0, attention: 1, fine: 2 }

/** Puts findings into sentences, what is broken first. Pure. */
export function judge(found: Findings, io: CommandIo, messages: Messages): Check[] {
  const checks = Object.entries(CHECKS).flatMap(([id, check]) =>
    [check(found, io, messages)].flat().map((c) => ({ id, ...c })),
  )
  return checks.sort((a, b) => RANK[a.state] - RANK[b.state])
}
