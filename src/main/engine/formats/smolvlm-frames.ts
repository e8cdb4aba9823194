import { MAX_PICTURES } from '../../../shared/engine-protocol'
import type { ChatMessage } from '../language/chat-template'
import { IMAGE_TOKEN } from './idefics3-prompt'

/** Numbers as num2words writes them, up to MAX_PICTURES. */
const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'.split(' ')

/** Turns of a conversation with a film's frames ahead of the first question. */
export function film([first, ...rest]: readonly ChatMessage[], seconds: readonly number[]): ChatMessage[] {
  // Templates for pictures write no space before a picture; what stands before frames is text.
  const intro = { type: 'text', text: framesText(seconds) } as const
  return first ? [{ ...first, content: [intro, ...first.content] }, ...rest] : []
}

/**
 * What stands in the prompt for the frames of a film, one `<image>` each, ahead of the question. Source:
 * transformers 4.57.6, models/smolvlm: processing_smolvlm.py (expand_text_with_video_tokens) and
 * video_processing_smolvlm.py; where a film's length is not known it is the last frame's time.
 *
 * @param seconds when each frame was, in their order
 */
export function framesText(seconds: readonly number[]): string {
  const count = NUMBERS[seconds.length]
  if (count === undefined) throw new RangeError(`${seconds.length} frames, at most ${MAX_PICTURES}`)
  const length = clock(seconds.at(-1) ?? 0)
  const intro = `You are provided the following series of ${count} frames from a ${length} [H:MM:SS] video.\n`
  return `${intro}${seconds.map((second) => `\nFrame from ${stamp(second)}:${IMAGE_TOKEN}`).join('')}\n\n`
}

/** Minutes and seconds; minutes count on beyond an hour. */
function stamp(seconds: number): string {
  return `${two(Math.floor(seconds / 60))}:${two(Math.floor(seconds % 60))}`
}

/** Hours, minutes and seconds, days ahead of them, as Python writes a timedelta. */
function clock(seconds: number): string {
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)]
  const days = Math.floor(hours / 24)
  const time = `${hours % 24}:${two(minutes % 60)}:${two(Math.floor(seconds % 60))}`
  return days === 0 ? time : `${days} day${days === 1 ? '' : 's'}, ${time}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
