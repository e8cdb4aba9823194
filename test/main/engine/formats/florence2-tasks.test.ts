import { describe, expect, test } from 'vitest'
import { PUBLISHED_TASKS, taskOf } from '../../../../src/main/engine/formats/florence2-tasks'
import { FLORENCE2_PROMPTS } from '../../../../src/main/engine/formats/florence2-prompts'
import { KIND_QUESTION } from '../../../../src/main/engine/language/prompts'

const prompt = (question: string): string | undefined => taskOf(question, PUBLISHED_TASKS)?.prompt

describe('what is put to Florence-2', () => {
  test.each([
    ['Describe this image.', 'Describe in detail what is shown in the image.'],
    ['Describe this image in detail.', 'Describe in detail what is shown in the image.'],
    ['Describe it in a paragraph, please.', 'Describe with a paragraph what is shown in the image.'],
    ['What is in this picture?', 'Describe in detail what is shown in the image.'],
    ['What do you see?', 'Describe in detail what is shown in the image.'],
    ['What is on the screen?', 'Describe in detail what is shown in the image.'],
    ["What's this?", 'Describe in detail what is shown in the image.'],
    ['Read the text.', 'What is the text in the image?'],
    ['What does it say?', 'What is the text in the image?'],
    ['What is written on the sign?', 'What is the text in the image?'],
    ['What objects do you see?', 'Locate the objects with category name in the image.'],
    ['Where is the dog?', 'Locate the dog in the image.'],
    ['where are my keys in this picture?', 'Locate my keys in the image.'],
    [KIND_QUESTION, 'What does the image describe?'],
  ])('for "%s" is the task that answers it', (question, expected) => {
    expect(prompt(question)).toBe(expected)
  })

  test.each([
    'Is there a door?',
    'How many people are there?',
    'What colour is the shirt?',
    'What changed?',
    'What is on his head?',
    'Was sieht man hier?',
    'Why is he sad?',
    '',
    '<VQA>What colour is it?',
  ])('for "%s" is nothing: it was not trained for that', (question) => {
    expect(prompt(question)).toBeUndefined()
  })

  test('is a task by its own name, with what it is about where it is about something', () => {
    expect(prompt('<OD>')).toBe('Locate the objects with category name in the image.')
    expect(prompt('<OPEN_VOCABULARY_DETECTION> the dog ')).toBe('Locate the dog in the image.')
    expect(prompt('<REGION_TO_OCR><loc_1><loc_2><loc_3><loc_4>')).toBe('What text is in the region <loc_1><loc_2><loc_3><loc_4>?')
    expect(prompt('<OD>the dog')).toBeUndefined()
    expect(prompt('<OPEN_VOCABULARY_DETECTION>')).toBeUndefined()
  })

  test('is what somebody wrote, to the letter, where it has a meaning in patterns', () => {
    expect(prompt('Where is $& {input}?')).toBe('Locate $& {input} in the image.')
  })

  test('for descriptions of every length is a task that it knows', () => {
    for (const byLength of Object.values(FLORENCE2_PROMPTS)) {
      for (const prompts of Object.values(byLength)) {
        for (const { text } of prompts) expect(taskOf(text, PUBLISHED_TASKS)?.answer).toBe('pure_text')
      }
    }
  })
})
