import { IntlMessageFormat } from 'intl-messageformat'
import deAnswer from '../../resources/locales/de/answer.json'
import deApp from '../../resources/locales/de/app.json'
import deAsk from '../../resources/locales/de/ask.json'
import deChanged from '../../resources/locales/de/changed.json'
import deCli from '../../resources/locales/de/cli.json'
import deCommand from '../../resources/locales/de/command.json'
import deContext from '../../resources/locales/de/context.json'
import deDevice from '../../resources/locales/de/device.json'
import deDoubt from '../../resources/locales/de/doubt.json'
import deFailure from '../../resources/locales/de/failure.json'
import deHistory from '../../resources/locales/de/history.json'
import deKeys from '../../resources/locales/de/keys.json'
import deListen from '../../resources/locales/de/listen.json'
import deModels from '../../resources/locales/de/models.json'
import deNarration from '../../resources/locales/de/narration.json'
import deProfile from '../../resources/locales/de/profile.json'
import deTable from '../../resources/locales/de/table.json'
import deTune from '../../resources/locales/de/tune.json'
import deVoice from '../../resources/locales/de/voice.json'
import deWindow from '../../resources/locales/de/window.json'
import enAnswer from '../../resources/locales/en/answer.json'
import enApp from '../../resources/locales/en/app.json'
import enAsk from '../../resources/locales/en/ask.json'
import enChanged from '../../resources/locales/en/changed.json'
import enCli from '../../resources/locales/en/cli.json'
import enCommand from '../../resources/locales/en/command.json'
import enContext from '../../resources/locales/en/context.json'
import enDevice from '../../resources/locales/en/device.json'
import enDoubt from '../../resources/locales/en/doubt.json'
import enFailure from '../../resources/locales/en/failure.json'
import enHistory from '../../resources/locales/en/history.json'
import enKeys from '../../resources/locales/en/keys.json'
import enListen from '../../resources/locales/en/listen.json'
import enModels from '../../resources/locales/en/models.json'
import enNarration from '../../resources/locales/en/narration.json'
import enProfile from '../../resources/locales/en/profile.json'
import enTable from '../../resources/locales/en/table.json'
import enTune from '../../resources/locales/en/tune.json'
import enVoice from '../../resources/locales/en/voice.json'
import enWindow from '../../resources/locales/en/window.json'

const en = { ...enAnswer, ...enApp, ...enAsk, ...enChanged, ...enCli, ...enCommand, ...enContext, ...enDevice, ...enDoubt, ...enFailure, ...enHistory, ...enKeys, ...enListen, ...enModels, ...enNarration, ...enProfile, ...enTable, ...enTune, ...enVoice, ...enWindow }
const de: Partial<Record<keyof typeof en, string>> = { ...deAnswer, ...deApp, ...deAsk, ...deChanged, ...deCli, ...deCommand, ...deContext, ...deDevice, ...deDoubt, ...deFailure, ...deHistory, ...deKeys, ...deListen, ...deModels, ...deNarration, ...deProfile, ...deTable, ...deTune, ...deVoice, ...deWindow }

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
