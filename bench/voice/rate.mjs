// Words a minute that each of Descry's own voices really speaks, from the length of its samples, pauses
// included; so the machine's load does not matter. Prints JSON: what each voice makes of its own measure of
// speed (the tables in src/main/speak come from it), and what is heard when so many words a minute are asked for.
import { load } from './load.mjs'

const ASKED = [80, 100, 200, 300, 400, 550]

const { FliteSynthesiser } = await load('src/main/speak/own-voice/flite.ts')
const { EspeakSynthesiser } = await load('src/main/speak/own-voice/espeak.ts')
const { ssipRate } = await load('src/main/speak/speech-dispatcher/ssip-scale.ts')
const { rateFactor } = await load('src/main/speak/speech-synthesis/scale.ts')
const { espeakModuleMissing, startEspeakModule } = await load('test/support/speech/espeak-module.ts')
const { READING, wordsPerMinute } = await load('test/support/speech/measure.ts')

const own = (synthesiser) => async (rate, text) => {
  const settings = { rate, volume: 1, pitch: 0, punctuation: 'voice' }
  const made = await synthesiser.synthesise(text, 'en', settings, new AbortController().signal)
  if (!made.ok) throw new Error(made.detail)
  return made.pcm
}
/** Chromium's own formula on Linux (content/browser/speech/tts_linux.cc). */
const chromium = (factor) => Math.trunc((100 * Math.log10(factor)) / Math.log10(3))

const flite = new FliteSynthesiser()
const espeak = new EspeakSynthesiser(process.env)
const module = espeakModuleMissing ? undefined : await startEspeakModule()
const viaModule = (scale) => (asked, text) => module.speak(text, 'en', { rate: scale(asked) })

const voices = {
  Flite: flite.available() ? own(flite) : 'missing',
  'eSpeak NG': espeak.available() ? own(espeak) : 'not installed here: espeak-ng',
  'Speech Dispatcher': module ? viaModule(ssipRate) : espeakModuleMissing,
  'speechSynthesis on Linux': module ? viaModule((asked) => chromium(rateFactor(asked, 'linux'))) : espeakModuleMissing,
}

const measured = {}
for (const [name, speak] of Object.entries(voices)) {
  if (typeof speak === 'string') measured[name] = { skipped: speak }
  else {
    measured[name] = {}
    for (const asked of ASKED) measured[name][asked] = Math.round(await wordsPerMinute(READING, (text) => speak(asked, text)))
  }
}

const scale = {}
for (const rate of module ? [-100, -75, -50, -25, 0, 25, 50, 75, 100] : []) {
  scale[rate] = Math.round(await wordsPerMinute(READING, (text) => module.speak(text, 'en', { rate })))
}
await flite.close()
await module?.close()
console.log(JSON.stringify({ measure: 'words a minute asked for and spoken', measured, ssip: scale }, null, 2))
