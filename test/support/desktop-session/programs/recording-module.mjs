// An output module of Speech Dispatcher that keeps a record instead of sounding:
//   node recording-module.mjs RECORD PACE
// RECORD gets a line of JSON for each thing that happens: { t, event, id, text, language, rate, pitch, volume,
// voice }, the last as the server sends them, t in milliseconds since the epoch, event "begin", "end" or "cancel". PACE is a file with the milliseconds that
// a word takes, read anew for each message. The protocol: "Module protocol" in Speech Dispatcher's manual.
import { appendFileSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [record = '', paceFile = ''] = process.argv.slice(2)
const LANGUAGES = ['en', 'en-US', 'en-GB', 'de', 'de-DE']
const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const settings = {}
let speaking = null
let messages = 0

const say = (...lines) => process.stdout.write(`${lines.join('\n')}\n`)
const keep = (event, message) => appendFileSync(record, `${JSON.stringify({ t: Date.now(), event, ...message })}\n`)

const pace = () => {
  try {
    return Number(readFileSync(paceFile, 'utf8'))
  } catch {
    return 0
  }
}

/** The words of a message: the server marks it up, and its marks are no words. */
const plain = (ssml) =>
  ssml
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot|apos);/g, (_, name) => ENTITIES[name])
    .replace(/\s+/g, ' ')
    .trim()

function speak(lines) {
  const text = plain(lines.join(' '))
  const message = { id: ++messages, text, language: settings.language, rate: Number(settings.rate), pitch: Number(settings.pitch), volume: Number(settings.volume), voice: settings.synthesis_voice }
  say('200 OK SPEAKING', '701 BEGIN')
  keep('begin', message)
  const end = () => {
    speaking = null
    keep('end', message)
    say('702 END')
  }
  speaking = { message, timer: setTimeout(end, text.split(' ').length * pace()) }
}

function stop(answer) {
  if (!speaking) return
  clearTimeout(speaking.timer)
  keep('cancel', speaking.message)
  speaking = null
  say(answer)
}

function set(lines) {
  for (const line of lines) {
    const at = line.indexOf('=')
    settings[line.slice(0, at)] = line.slice(at + 1)
  }
}

/** What a command answers at once, and what it does with the lines up to a full stop. */
const COMMANDS = {
  INIT: { now: () => say('299-Keeps a record.', '299 OK LOADED SUCCESSFULLY') },
  AUDIO: { ask: '207 OK RECEIVING AUDIO SETTINGS', then: () => say('203 OK AUDIO INITIALIZED') },
  LOGLEVEL: { ask: '207 OK RECEIVING LOGLEVEL SETTINGS', then: () => say('203 OK LOG LEVEL SET') },
  'LIST VOICES': { now: () => say(...LANGUAGES.map((l) => `200-record-${l}\t${l}\tnone`), '200 OK VOICE LIST SENT') },
  SET: { ask: '203 OK RECEIVING SETTINGS', then: (lines) => (set(lines), say('203 OK SETTINGS RECEIVED')) },
  SPEAK: { ask: '202 OK RECEIVING MESSAGE', then: speak },
  CHAR: { ask: '202 OK RECEIVING MESSAGE', then: speak },
  KEY: { ask: '202 OK RECEIVING MESSAGE', then: speak },
  SOUND_ICON: { ask: '202 OK RECEIVING MESSAGE', then: speak },
  STOP: { now: () => stop('703 STOP') },
  PAUSE: { now: () => stop('704 PAUSE') },
  QUIT: { now: () => (say('210 OK QUIT'), process.exit(0)) },
}

let waiting = null
createInterface({ input: process.stdin }).on('line', (line) => {
  if (waiting) {
    if (line !== '.') return void waiting.lines.push(line.startsWith('..') ? line.slice(1) : line)
    const { then, lines } = waiting
    waiting = null
    return void then(lines)
  }
  const command = COMMANDS[line.trim()] ?? (line.startsWith('DEBUG') ? { now: () => say('200 OK DEBUGGING SET') } : undefined)
  if (!command) return void say('300 ERR UNKNOWN COMMAND')
  if (command.now) return void command.now()
  say(command.ask)
  waiting = { then: command.then, lines: [] }
}).on('close', () => process.exit(0))
