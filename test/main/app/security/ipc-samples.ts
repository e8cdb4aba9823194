import type { EventName, EventPayload, InvokeName, InvokeReply, InvokeRequest } from '../../../../src/shared/ipc-schema'
import type { AppState } from '../../../../src/shared/app-state'
import { anAppState } from '../../../support/app/app-state'

export const STATE: AppState = {
  ...anAppState(),
  engine: { state: 'ready', sentence: 'Ready.' },
  voice: 'Orca speaks.',
  reader: true,
}

const OK = { ok: true } as const

/** For every channel a request that is right, a reply that is right, and requests that are not. */
export const INVOKE_SAMPLES: {
  [N in InvokeName]: { request: InvokeRequest<N>; reply: InvokeReply<N>; malformed: readonly (readonly unknown[])[] }
} = {
  'app:state': { request: [], reply: STATE, malformed: [[1], [undefined], [{}]] },
  'command:run': {
    request: ['describe-screen'],
    reply: OK,
    malformed: [[], ['shut-down'], ['describe-screen', 1], [['describe-screen']], [{ id: 'again' }]],
  },
  'picture:given': {
    request: [{ name: 'a.png', bytes: new Uint8Array([1]) }],
    reply: OK,
    malformed: [
      [],
      [{ name: 'a.png' }],
      [{ name: 'a.png', bytes: [1, 2] }],
      [{ name: 'a.png', bytes: 'aa' }],
      [{ name: 'x'.repeat(501), bytes: new Uint8Array(1) }],
      [{ name: 'a.png', bytes: new Uint8Array(1), path: '/etc/passwd' }],
    ],
  },
  'picture:open': { request: [], reply: OK, malformed: [['/etc/passwd']] },
  'picture:sample': { request: [], reply: OK, malformed: [['x']] },
  'answer:picture': { request: [3], reply: null, malformed: [[], ['3'], [1.5], [Number.NaN], [null]] },
  'answers:clear': { request: [], reply: OK, malformed: [[true]] },
  'settings:change': {
    request: [{ theme: 'dark' }],
    reply: OK,
    malformed: [
      [],
      [{ theme: 'pink' }],
      [{ version: 2 }],
      [{ model: 'smolvlm-256m' }],
      [{ device: 'cuda' }],
      [{ evil: 1 }],
      [JSON.parse('{"__proto__": {"theme": "dark"}}')],
      [{ voice: { route: 'auto', rate: 10_000, volume: 1, pitch: 0 } }],
      [{ verbosity: { greeting: 'shout' } }],
      [{ monitor: 0 }],
    ],
  },
  'keys:change': {
    request: ['layer', null],
    reply: OK,
    malformed: [[], ['layer'], ['other', 'F9'], ['layer', 'x'.repeat(65)], ['layer', 9]],
  },
  'ask:put': { request: ['Is there a door?'], reply: OK, malformed: [[], [1], ['x'.repeat(2001)], ['a', 'b']] },
  'ask:close': { request: [], reply: OK, malformed: [[true]] },
  'window:said': {
    request: [{ what: 'focus', text: 'Describe the picture, button', lang: 'en' }],
    reply: OK,
    malformed: [[], ['text'], [{ what: 'shout', text: 'a', lang: 'en' }], [{ what: 'focus', text: 'x'.repeat(8001), lang: 'en' }], [{ what: 'focus', text: 'a', lang: 'en', html: '' }]],
  },
  'keys:editing': { request: [true], reply: OK, malformed: [[], ['true'], [1]] },
  'keys:learn': { request: [true], reply: OK, malformed: [[], ['true'], [1]] },
  'voice:try': { request: [], reply: OK, malformed: [['a text of its own']] },
  'voice:list': { request: [], reply: { voices: ['English (Scotland)'] }, malformed: [['en']] },
  'models:list': {
    request: [],
    reply: {
      models: [],
      recogniser: { name: 'PP-OCR', about: 'Reads.', size: 1, licence: 'Apache-2.0', state: 'in-use' },
      recommendation: 'None.',
      recommended: null,
      devices: ['auto', 'cpu'],
    },
    malformed: [['../']],
  },
  'models:download': {
    request: ['smolvlm-256m', false],
    reply: OK,
    malformed: [[], ['smolvlm-256m'], ['../../etc', true], ['a/b', true], ['Smol', true], ['', true], ['a', 1], ['a', true, 'https://example.com']],
  },
  'models:cancel': { request: ['smolvlm-256m'], reply: OK, malformed: [[], ['../x'], [1], [undefined]] },
  'models:use': { request: ['smolvlm-256m'], reply: OK, malformed: [[], [null], ['/etc'], ['a', 'b'], ['a'.repeat(65)]] },
  'models:remove': { request: ['smolvlm-256m'], reply: OK, malformed: [[], [null], ['..'], ['a\\b'], ['.partial']] },
  'models:check': { request: ['smolvlm-256m'], reply: OK, malformed: [[], [null], ['..'], [{ id: 'a' }]] },
  'models:repair': { request: ['smolvlm-256m'], reply: OK, malformed: [[], [null], ['..'], [true]] },
  'models:add': { request: ['folder'], reply: OK, malformed: [[], ['/home/me/model'], ['folder', '/etc'], ['exe']] },
  'device:change': { request: ['auto'], reply: OK, malformed: [[], ['gpu'], [null], ['cpu', 'cuda']] },
  'login:get': { request: [], reply: { possible: true, on: false }, malformed: [[0]] },
  'login:set': { request: [true], reply: OK, malformed: [[], ['yes'], [true, '/bin/sh']] },
  'ask:listen': { request: [true], reply: OK, malformed: [[], ['on'], [true, 1]] },
  'history:list': { request: ['door'], reply: { answers: [{ id: 3, about: 'The screen', takenAt: 5, text: 'A door.', lang: 'en' }], more: false }, malformed: [[], [1], ['x'.repeat(201)]] },
  'history:show': { request: [3], reply: OK, malformed: [[], ['3'], [1.5]] },
  'history:forget': { request: [null], reply: OK, malformed: [[], ['last'], [1.5]] },
  'history:export': { request: [], reply: { ok: true, sentence: 'Written.' }, malformed: [['/etc/passwd']] },
  'profiles:front': { request: [], reply: null, malformed: [[1]] },
  'menu:close': { request: [], reply: OK, malformed: [[{}]] },
  'window:zoom': { request: ['in'], reply: OK, malformed: [[], ['far'], [1]] },
  'text:close': { request: [], reply: OK, malformed: [['home']] },
  'app:quit': { request: [], reply: OK, malformed: [[1]] },
}

export const EVENT_SAMPLES: { [N in EventName]: { payload: EventPayload<N>; malformed: readonly unknown[] } } = {
  'app:state': { payload: STATE, malformed: [null, {}, { ...STATE, secret: 'x' }] },
  'home:view': { payload: { view: 'home', focus: 'answer' }, malformed: [{ view: 'other', focus: 'answer' }] },
  'key:pressed': { payload: { id: 'layer' }, malformed: [{ id: 'F9' }, {}] },
  announce: { payload: { text: 'A dog.', lang: 'en' }, malformed: [{ text: 1, lang: 'en' }, 'A dog.'] },
  'menu:opened': { payload: {}, malformed: [{ more: 1 }, null] },
}
