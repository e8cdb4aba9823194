import type { ChatMessage } from '../language/chat-template'
import type { AskOptions } from './format'

/** The turns of a conversation; its pictures come with the first question. */
export function chat(question: string, pictures: number, history: NonNullable<AskOptions['history']>): ChatMessage[] {
  const asked = [...history.map((exchange) => exchange.question), question]
  return asked.flatMap((text, i): ChatMessage[] => {
    const images = Array.from({ length: i === 0 ? pictures : 0 }, () => ({ type: 'image' }) as const)
    const reply = history[i]?.reply
    const user: ChatMessage = { role: 'user', content: [...images, { type: 'text', text }] }
    return reply === undefined ? [user] : [user, { role: 'assistant', content: [{ type: 'text', text: reply }] }]
  })
}
