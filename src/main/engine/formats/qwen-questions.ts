import type { AskingWays, Prompt, PromptTable } from '../language/prompts'

/**
 * What is asked of a model that answers freely: without a limit its answer to "Describe this image." is a
 * page with headings. It is not asked to name objects, which only a model with a list of names may do.
 */
const caption = (text: string): Prompt => ({ part: 'caption', text })
const screen = (text: string): Prompt => ({ part: 'screen-kind', text })
const detail: Prompt = { part: 'detail', text: 'Describe this image in detail, in plain sentences.' }

const PHOTO = caption('Describe this image in one short sentence.')
const SCREEN = screen('What kind of screen is this, and what is it for? Answer in one short sentence.')

export const QWEN_PROMPTS: PromptTable = {
  photo: { brief: [PHOTO], normal: [caption('Describe this image in two or three plain sentences.')], full: [PHOTO, detail] },
  screen: { brief: [SCREEN], normal: [SCREEN], full: [SCREEN, detail] },
}

/** One sentence each: what several readings are compared by is what they say first. */
export const QWEN_WAYS: AskingWays = {
  photo: [
    PHOTO,
    caption('What is in this image? Answer in one short sentence.'),
    caption('Say in one short sentence what you see.'),
    caption('Write a short, plain caption for this image.'),
  ],
  screen: [
    SCREEN,
    screen('Which program or page is this? Answer in one short sentence.'),
    screen('Describe this screenshot in one short sentence.'),
  ],
}
