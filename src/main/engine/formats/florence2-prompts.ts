import type { AskingWays, Prompt, PromptTable } from '../language/prompts'

const CAPTION: Prompt = { part: 'caption', text: '<CAPTION>' }
const DETAILED: Prompt = { part: 'caption', text: '<DETAILED_CAPTION>' }
const PARAGRAPH: Prompt = { part: 'detail', text: '<MORE_DETAILED_CAPTION>' }

/** Captions of three lengths; those of screens begin with the kind of screen by themselves. */
const BY_LENGTH = { brief: [CAPTION], normal: [DETAILED], full: [CAPTION, PARAGRAPH] }

export const FLORENCE2_PROMPTS: PromptTable = { photo: BY_LENGTH, screen: BY_LENGTH }

/** A family that is asked by tasks has as many ways as it has captions. */
const CAPTIONS = [DETAILED, CAPTION, { ...PARAGRAPH, part: 'caption' }] as const

export const FLORENCE2_WAYS: AskingWays = { photo: CAPTIONS, screen: CAPTIONS }
