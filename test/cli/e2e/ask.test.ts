import { expect, test } from 'vitest'
import { buildBeforeAll, descry, sample } from './support/run-cli'

buildBeforeAll()

const ask = async (question: string, file: string, ...flags: string[]): Promise<string> => {
  const { code, stdout, stderr } = await descry(['ask', question, sample(file), '--quiet', '--no-sounds', ...flags])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout.trimEnd()
}

test('what a picture is, is answered as a description is', async () => {
  expect(await ask('What is this?', 'chelsea.png')).toBe('It looks like a photo of a tabby.')
})

test('what the model cannot tell is not guessed at', async () => {
  expect(await ask('Is there a cat in the image?', 'chelsea.png')).toBe("I can't tell.")
})

test('a question that the model does not understand is told so, in the language of the interface', async () => {
  expect(await ask('Ist da eine Katze?', 'chelsea.png', '--lang', 'de')).toMatch(/^Das Modell versteht nur englische Fragen\./)
})

test('text is answered about by the recogniser, also where the model could not say anything', async () => {
  expect(await ask('How many lines?', 'screen-sign-in-form.png')).toMatch(/^(?:One line|\d+ lines) of text (?:was|were) read\.$/)
  expect(await ask('Was steht in der ersten Zeile?', 'screen-sign-in-form.png', '--lang', 'de')).toMatch(/^Zeile 1 von \d+:/)
})
