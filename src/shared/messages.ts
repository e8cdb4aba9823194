import { IntlMessageFormat } from 'intl-messageformat'
import deAnswer from '../../resources/locales/de/answer.json'
import deApp from '../../resources/locales/de/app.json'
import deAsk from '../../resources/locales/de/ask.json'
import deCli from '../../resources/locales/de/cli.json'
import deCommand from '../../resources/locales/de/command.json'
import deContext from '../../resources/locales/de/context.json'
import deDevice from '../../resources/locales/de/device.json'
import deFailure from '../../resources/locales/de/failure.json'
import deKeys from '../../resources/locales/de/keys.json'
import deModels from '../../resources/locales/de/models.json'
import deNarration from '../../resources/locales/de/narration.json'
import deVoice from '../../resources/locales/de/voice.json'
import deWindow from '../../resources/locales/de/window.json'
import enAnswer from '../../resources/locales/en/answer.json'
import enApp from '../../resources/locales/en/app.json'
import enAsk from '../../resources/locales/en/ask.json'
import enCli from '../../resources/locales/en/cli.json'
import enCommand from '../../resources/locales/en/command.json'
import enContext from '../../resources/locales/en/context.json'
import enDevice from '../../resources/locales/en/device.json'
import enFailure from '../../resources/locales/en/failure.json'
import enKeys from '../../resources/locales/en/keys.json'
import enModels from '../../resources/locales/en/models.json'
import enNarration from '../../resources/locales/en/narration.json'
import enVoice from '../../resources/locales/en/voice.json'
import enWindow from '../../resources/locales/en/window.json'

const en = { ...enAnswer, ...enApp, ...enAsk, ...enCli, ...enCommand, ...enContext, ...enDevice, ...enFailure, ...enKeys, ...enModels, ...enNarration, ...enVoice, ...enWindow }
const de: Partial<Record<keyof typeof en, string>> = { ...deAnswer, ...deApp, ...deAsk, ...deCli, ...deCommand, ...deContext, ...deDevice, ...deFailure, ...deKeys, ...deModels, ...deNarration, ...deVoice, ...deWindow }

export const LOCALES = { en, de } as const
export type Locale = keyof typeof LOCALES
export type MessageKey = keyof typeof en
export type MessageValues = Readonly<Record<string, string | number>>

/** One language's messages: ICU message syntax, English where the language lacks a message. */
export interface Messages {
  readonly locale: Locale
  say(key: MessageKey, values?: MessageValues): string
}

export function createMessages(locale: Locale): Messages {
  const compiled = new Map<MessageKey, IntlMessageFormat>()
  return {
    locale,
    say(key, values) {
      let format = compiled.get(key)
      if (!format) {
        const text = LOCALES[locale][key]
        // Tags are plain text: recognised text is hostile, and no message here carries markup.
        format = new IntlMessageFormat(text ?? en[key], text === undefined ? 'en' : locale, undefined, {
          ignoreTag: true,
        })
        compiled.set(key, format)
      }
      return String(format.format(values))
    },
  }
}

/** The first supported language of a list such as LANGUAGE or LC_MESSAGES ("de_AT.UTF-8:en"). */
export function chooseLocale(wanted: readonly (string | undefined)[]): Locale {
  for (const entry of wanted.flatMap((w) => w?.split(':') ?? [])) {
    const language = entry.split(/[_.@-]/)[0]?.toLowerCase()
    if (language && Object.hasOwn(LOCALES, language)) return language as Locale
  }
  return 'en'
}
