/** What an answer is made of; names as in `tasks_answer_post_processing_type` of the published folders. */
export type AnswerKind =
  | 'pure_text'
  | 'ocr'
  | 'description_with_bboxes'
  | 'phrase_grounding'
  | 'bboxes'
  | 'polygons'
  | 'description_with_bboxes_or_polygons'

export interface Task {
  /** What the model was trained to be asked; `{input}` stands for what the task is about. */
  readonly prompt: string
  readonly answer: AnswerKind
}

const INPUT = '{input}'

/** The tasks of the published model; source: Florence2Processor of transformers 4.57. */
export const PUBLISHED_TASKS: ReadonlyMap<string, Task> = new Map<string, Task>([
  ['<OCR>', { prompt: 'What is the text in the image?', answer: 'pure_text' }],
  ['<OCR_WITH_REGION>', { prompt: 'What is the text in the image, with regions?', answer: 'ocr' }],
  ['<CAPTION>', { prompt: 'What does the image describe?', answer: 'pure_text' }],
  ['<DETAILED_CAPTION>', { prompt: 'Describe in detail what is shown in the image.', answer: 'pure_text' }],
  ['<MORE_DETAILED_CAPTION>', { prompt: 'Describe with a paragraph what is shown in the image.', answer: 'pure_text' }],
  ['<OD>', { prompt: 'Locate the objects with category name in the image.', answer: 'description_with_bboxes' }],
  [
    '<DENSE_REGION_CAPTION>',
    { prompt: 'Locate the objects in the image, with their descriptions.', answer: 'description_with_bboxes' },
  ],
  ['<REGION_PROPOSAL>', { prompt: 'Locate the region proposals in the image.', answer: 'bboxes' }],
  ['<CAPTION_TO_PHRASE_GROUNDING>', { prompt: 'Locate the phrases in the caption: {input}', answer: 'phrase_grounding' }],
  ['<REFERRING_EXPRESSION_SEGMENTATION>', { prompt: 'Locate {input} in the image with mask', answer: 'polygons' }],
  ['<REGION_TO_SEGMENTATION>', { prompt: 'What is the polygon mask of region {input}', answer: 'polygons' }],
  [
    '<OPEN_VOCABULARY_DETECTION>',
    { prompt: 'Locate {input} in the image.', answer: 'description_with_bboxes_or_polygons' },
  ],
  ['<REGION_TO_CATEGORY>', { prompt: 'What is the region {input}?', answer: 'pure_text' }],
  ['<REGION_TO_DESCRIPTION>', { prompt: 'What does the region {input} describe?', answer: 'pure_text' }],
  ['<REGION_TO_OCR>', { prompt: 'What text is in the region {input}?', answer: 'pure_text' }],
])

/** How a question about the whole picture may end. */
const PICTURE = String.raw`(?: (?:in|on) (?:the|this) (?:image|picture|photo|screen))?\?$`

/**
 * Questions in plain English that one of the tasks answers, the first that fits. Anything else the model
 * cannot answer: `<VQA>` and free questions give "unusable results" (Hugging Face's report on fine-tuning
 * Florence-2). Whether a thing is there is not among them: a place is given for things that are not.
 */
const QUESTIONS: readonly (readonly [RegExp, string])[] = [
  // Captions of screens begin with "A screenshot of".
  [/^is this a photo or a screenshot\?$/i, '<CAPTION>'],
  [
    /^where (?:is|are) (?<input>[^?]{1,200}?)(?: in (?:the|this) (?:image|picture|photo))?\??$/i,
    '<OPEN_VOCABULARY_DETECTION>',
  ],
  [/\b(?:text|written|words)\b|\bwhat does (?:it|this|that|the sign) say\b|^read\b/i, '<OCR>'],
  [/^(?:what|which) (?:objects|things)\b|^(?:list|name|find) (?:the |all )*(?:objects|things)\b/i, '<OD>'],
  [/\bparagraph\b|\bas much detail\b|\bvery detailed\b/i, '<MORE_DETAILED_CAPTION>'],
  [/\bdetail(?:ed|s)?\b/i, '<DETAILED_CAPTION>'],
  [/^(?:please |can you |could you )*(?:describe|caption)\b.{0,40}$/i, '<DETAILED_CAPTION>'],
  [new RegExp(`^what(?:'s| is)(?: (?:this|that|happening|going on|shown|there))?${PICTURE}`, 'i'), '<DETAILED_CAPTION>'],
  [new RegExp(`^what (?:do|can) you see${PICTURE}`, 'i'), '<DETAILED_CAPTION>'],
]

/** A task that a question stands for, and the prompt that puts it to the model. */
export interface AskedTask {
  readonly prompt: string
  readonly answer: AnswerKind
}

/**
 * What is put to the model for a question: a task's own name with what it is about behind it
 * (`<OPEN_VOCABULARY_DETECTION>the dog`), or plain English.
 *
 * @returns null where no task answers it
 */
export function taskOf(question: string, tasks: ReadonlyMap<string, Task>): AskedTask | null {
  const text = question.trim()
  const named = /^<[A-Z_]+>/.exec(text)?.[0]
  if (named !== undefined) return fill(tasks.get(named), text.slice(named.length).trim())
  for (const [pattern, name] of QUESTIONS) {
    const found = pattern.exec(text)
    if (found) return fill(tasks.get(name), found.groups?.['input'] ?? '')
  }
  return null
}

function fill(task: Task | undefined, input: string): AskedTask | null {
  // A task is about something or it is not.
  if (task?.prompt.includes(INPUT) !== (input !== '')) return null
  return { answer: task.answer, prompt: task.prompt.replace(INPUT, () => input) }
}
