import type { Length, SentencePart } from '../../../shared/engine-protocol'
import type { PictureKind } from '../../../shared/picture'

export interface Prompt {
  readonly part: SentencePart
  readonly text: string
}

/** The family's ways to ask for the same, the usual one first: what comes up whichever is taken is less of a guess. */
export type AskingWays = Readonly<Record<PictureKind, readonly Prompt[]>>

export type PromptTable = Readonly<Record<PictureKind, Readonly<Record<Length, readonly Prompt[]>>>>

/** Decides which of the rows below is asked; answered "A photo." or "A screenshot.". */
export const KIND_QUESTION = 'Is this a photo or a screenshot?'

const CAPTION: Prompt = { part: 'caption', text: 'Describe this image.' }
const DETAIL: Prompt = { part: 'detail', text: 'Describe this image in detail.' }
const OBJECT: Prompt = { part: 'object', text: 'What is the main object?' }
const SCREEN: Prompt = { part: 'screen-kind', text: 'What kind of screen is this?' }

/**
 * What is asked of the model, by what the picture is and how long the answer may be. The kind of
 * screen is asked of screens only and the main object of photographs only: small models answer
 * nonsense otherwise (model card of descry-nano). What is said first is asked first.
 */
export const PROMPTS: PromptTable = {
  photo: { brief: [CAPTION], normal: [CAPTION, OBJECT], full: [CAPTION, OBJECT, DETAIL] },
  screen: { brief: [SCREEN], normal: [SCREEN], full: [SCREEN, DETAIL] },
}

/** Those that descry-nano was trained on (its model card); larger models of the layout take any words. */
export const WAYS: AskingWays = {
  photo: [
    CAPTION,
    { part: 'caption', text: 'What is in this image?' },
    { part: 'caption', text: 'Describe what you see.' },
    { part: 'caption', text: 'Caption this image.' },
    { part: 'caption', text: 'Can you describe this image?' },
  ],
  screen: [SCREEN, { part: 'screen-kind', text: 'Describe this image.' }, { part: 'screen-kind', text: 'What objects do you see?' }],
}
