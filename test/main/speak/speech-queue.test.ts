import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MessageKind, RouteTraits, SpokenEnd } from '../../../src/main/speak/route'
import { SpeechQueue, type Outcome } from '../../../src/main/speak/speech-queue'

const TELLS: RouteTraits = { reportsEnd: true, reportsSilenced: true, separateBraille: false, language: true }
const MUTE: RouteTraits = {
  reportsEnd: false,
  reportsSilenced: false,
  separateBraille: false,
  language: false,
}

const en = (text: string) => ({ text, lang: 'en' })

describe('an answer on a route that reports silencing', () => {
  test('goes out sentence by sentence as the sentences come', () => {
    const queue = new SpeechQueue()
    const id = queue.begin('answer')
    expect(queue.next(TELLS)).toBeUndefined()
    queue.say(id, en('One.'))
    queue.say(id, en('Two.'))
    expect(queue.next(TELLS)).toEqual({ kind: 'answer', text: 'One.', lang: 'en' })
    expect(queue.next(TELLS)).toBeUndefined()
    queue.settle('spoken')
    expect(queue.next(TELLS)?.text).toBe('Two.')
    queue.settle('spoken')
    queue.end(id)
    expect(queue.takeFinished()).toEqual([[id, 'spoken']])
  })

  test('is dropped from the sentence on that the user silenced', () => {
    const queue = new SpeechQueue()
    const id = queue.begin('answer')
    for (const text of ['One.', 'Two.', 'Three.']) queue.say(id, en(text))
    queue.next(TELLS)
    queue.settle('silenced')
    expect(queue.next(TELLS)).toBeUndefined()
    queue.say(id, en('Four.'))
    expect(queue.next(TELLS)).toBeUndefined()
    expect(queue.takeFinished()).toEqual([[id, 'silenced']])
  })
})

describe('an answer on a route that does not', () => {
  test('is its first sentence, then all the rest in one message', () => {
    const queue = new SpeechQueue()
    const id = queue.begin('answer')
    queue.say(id, en('One.'))
    expect(queue.next(MUTE)?.text).toBe('One.')
    queue.settle('handed-over')
    queue.say(id, en('Two.'))
    queue.say(id, en('Three.'))
    expect(queue.next(MUTE)).toBeUndefined()
    queue.end(id)
    expect(queue.next(MUTE)?.text).toBe('Two. Three.')
    queue.settle('handed-over')
    expect(queue.takeFinished()).toEqual([[id, 'handed-over']])
  })

  test('is one message when it is complete before it is sent', () => {
    const queue = new SpeechQueue()
    const id = queue.begin('answer')
    queue.say(id, en('One.'))
    queue.say(id, en('Two.'))
    queue.end(id)
    expect(queue.next(MUTE)?.text).toBe('One. Two.')
  })
})

describe('what comes before what', () => {
  test('word of progress is said while the answer has none, and dropped once it speaks', () => {
    const queue = new SpeechQueue()
    const answer = queue.begin('answer')
    const first = queue.begin('progress')
    queue.say(first, en('Still working.'))
    queue.end(first)
    expect(queue.next(TELLS)?.text).toBe('Still working.')
    queue.settle('spoken')
    const second = queue.begin('progress')
    queue.say(second, en('Still working.'))
    queue.end(second)
    queue.say(answer, en('A dog.'))
    expect(queue.next(TELLS)?.text).toBe('A dog.')
    queue.settle('spoken')
    queue.end(answer)
    expect(queue.next(TELLS)).toBeUndefined()
  })

  test('narration waits for the answer, and only the newest is said', () => {
    const queue = new SpeechQueue()
    const old = queue.begin('narration')
    queue.say(old, en('A chair.'))
    queue.end(old)
    const answer = queue.begin('answer')
    queue.say(answer, en('A dog.'))
    const newest = queue.begin('narration')
    queue.say(newest, en('A door.'))
    queue.end(newest)
    expect(queue.takeFinished()).toEqual([[old, 'silenced']])
    expect(queue.next(TELLS)?.text).toBe('A dog.')
    queue.settle('spoken')
    expect(queue.next(TELLS)).toBeUndefined()
    queue.end(answer)
    expect(queue.next(TELLS)?.text).toBe('A door.')
  })

  test('a lost message comes back, behind the word that its route went away', () => {
    const queue = new SpeechQueue()
    const id = queue.begin('answer')
    queue.say(id, en('One.'))
    queue.say(id, en('Two.'))
    queue.end(id)
    expect(queue.next(MUTE)?.text).toBe('One. Two.')
    queue.giveBack()
    queue.interject(en('Orca went away.'))
    expect(queue.next(TELLS)?.text).toBe('Orca went away.')
    queue.settle('spoken')
    expect(queue.next(TELLS)?.text).toBe('One.')
  })

  test('nobody to speak ends every answer with the reason', () => {
    const queue = new SpeechQueue()
    const ids = [queue.begin('answer'), queue.begin('failure')]
    queue.fail('no-voice')
    expect(queue.takeFinished()).toEqual(ids.map((id) => [id, 'no-voice']))
  })
})

/** One thing that may happen to a queue. */
type Step =
  | { readonly do: 'begin'; readonly kind: MessageKind }
  | { readonly do: 'say' | 'end'; readonly which: number }
  | { readonly do: 'next'; readonly traits: RouteTraits }
  | { readonly do: 'settle'; readonly end: SpokenEnd }
  | { readonly do: 'giveBack' | 'silence' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('begin' as const),
    kind: fc.constantFrom<MessageKind>('answer', 'failure', 'progress', 'narration'),
  }),
  fc.record({ do: fc.constantFrom('say' as const, 'end' as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant('next' as const), traits: fc.constantFrom(TELLS, MUTE) }),
  fc.record({
    do: fc.constant('settle' as const),
    end: fc.constantFrom<SpokenEnd>('spoken', 'spoken', 'spoken', 'handed-over', 'silenced'),
  }),
  fc.record({ do: fc.constantFrom('giveBack' as const, 'giveBack' as const, 'silence' as const) }),
)

/** Runs steps, then everything that is left, and keeps what happened. */
function run(steps: readonly Step[], traitsAtEnd: RouteTraits) {
  const queue = new SpeechQueue()
  const answers: { id: number; kind: MessageKind; said: string[]; ended: boolean }[] = []
  const reached: string[] = []
  const messagesOf = new Map<string, number>()
  const outcomes: (readonly [number, Outcome])[] = []
  const silencedTexts = new Set<string>()
  const late: string[] = []
  let out: string | undefined
  let sentence = 0
  const settle = (end: SpokenEnd): void => {
    queue.settle(end)
    if (out !== undefined) {
      reached.push(...out.split(' '))
      const owner = out.split('-')[0] ?? ''
      messagesOf.set(owner, (messagesOf.get(owner) ?? 0) + 1)
    }
    out = undefined
  }
  const next = (traits: RouteTraits): boolean => {
    const message = queue.next(traits)
    if (message) out = message.text
    late.push(...(message?.text.split(' ') ?? []).filter((text) => silencedTexts.has(text)))
    return message !== undefined
  }
  for (const s of steps) {
    const pick = 'which' in s ? answers[s.which % Math.max(1, answers.length)] : undefined
    if (s.do === 'begin') answers.push({ id: queue.begin(s.kind), kind: s.kind, said: [], ended: false })
    if (s.do === 'say' && pick && !pick.ended) {
      const text = `${pick.id}-${++sentence}`
      pick.said.push(text)
      queue.say(pick.id, en(text))
    }
    if (s.do === 'end' && pick) {
      pick.ended = true
      queue.end(pick.id)
    }
    if (s.do === 'next') next(s.traits)
    if (s.do === 'settle') settle(s.end)
    if (s.do === 'giveBack') {
      queue.giveBack()
      out = undefined
    }
    if (s.do === 'silence') {
      queue.silence()
      for (const { said } of answers) for (const text of said) silencedTexts.add(text)
      out = undefined
    }
    outcomes.push(...queue.takeFinished())
  }
  for (const { id } of answers) queue.end(id)
  if (out !== undefined) settle('spoken')
  while (next(traitsAtEnd)) settle('spoken')
  outcomes.push(...queue.takeFinished())
  return { answers, reached, messagesOf, outcomes, late }
}

const steps = fc.array(step, { maxLength: 60 })
const runs = { numRuns: 500, seed: 3 }

describe('whatever happens', () => {
  test('no sentence reaches its end twice, and those of an answer come in order', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(TELLS, MUTE), (s, traits) => {
        const { answers, reached } = run(s, traits)
        expect(new Set(reached).size).toBe(reached.length)
        for (const { said } of answers) {
          const heard = reached.filter((text) => said.includes(text))
          expect(heard).toEqual(said.filter((text) => heard.includes(text)))
        }
      }),
      runs,
    )
  })

  test('every answer ends exactly once, and one that ends as spoken was heard whole', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(TELLS, MUTE), (s, traits) => {
        const { answers, reached, outcomes } = run(s, traits)
        expect(outcomes.map(([id]) => id).sort((a, b) => a - b)).toEqual(answers.map((a) => a.id))
        for (const { id, said } of answers) {
          const outcome = outcomes.find(([other]) => other === id)?.[1]
          if (outcome === 'silenced') continue
          expect(reached.filter((text) => said.includes(text))).toEqual(said)
        }
      }),
      runs,
    )
  })

  test('answers and failures are lost by nothing but a silence', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(TELLS, MUTE), (s, traits) => {
        const calm = s.filter(
          (one) => one.do !== 'silence' && !(one.do === 'settle' && one.end === 'silenced'),
        )
        const { answers, reached } = run(calm, traits)
        for (const { kind, said } of answers) {
          if (kind === 'answer' || kind === 'failure') expect(reached).toEqual(expect.arrayContaining(said))
        }
      }),
      runs,
    )
  })

  test('a route that does not report silencing gets at most two messages an answer', () => {
    fc.assert(
      fc.property(steps, (s) => {
        const mute = s.map((one) => (one.do === 'next' ? { ...one, traits: MUTE } : one))
        for (const count of run(mute, MUTE).messagesOf.values()) expect(count).toBeLessThanOrEqual(2)
      }),
      runs,
    )
  })

  test('nothing that was said before a silence is handed out after it', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(TELLS, MUTE), (s, traits) => {
        expect(run(s, traits).late).toEqual([])
      }),
      runs,
    )
  })
})
