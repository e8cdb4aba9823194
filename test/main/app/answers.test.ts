import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Answers } from '../../../src/main/app/answers'
import { createAnswerHistory } from '../../../src/main/history/answer-history'
import { ANSWER } from '../../cli/support/fake-io'
import { frameOf } from '../../support/app/frame'
import { modelSentence, textLines } from '../../support/app/scripted-narrator'

const picture = frameOf({ x: 0, y: 0, width: 2, height: 2 })

function setUp(most = 50) {
  let changes = 0
  const answers = new Answers(createAnswerHistory({ answers: most, pictureBytes: 1000 }), () => changes++)
  const begin = (about: string, takenAt = 1) => answers.begin({ command: 'describe-screen', about, takenAt, picture })
  const whole = (about: string, takenAt = 1, ...lines: string[]) => {
    const id = begin(about, takenAt)
    answers.finish(id, { ...ANSWER, takenAt, lines: textLines(...lines) }, false)
    return id
  }
  return { answers, begin, whole, changes: () => changes }
}

const texts = (answers: Answers) => answers.current()?.sentences.map(({ text }) => text)

test('whoever shows the answers is told of every change', () => {
  const { answers, begin, changes } = setUp()
  const steps = [
    () => void begin('a'),
    () => answers.say(1, modelSentence('A dog.')),
    () => answers.finish(1, null, false),
    () => answers.go(-1),
    () => answers.forgetLast(),
    () => answers.clear(),
  ]
  for (const [i, step] of steps.entries()) {
    step()
    expect(changes()).toBe(i + 1)
  }
})

test('an answer that is made while another is shown grows all the same', () => {
  const { answers, begin } = setUp()
  const older = begin('older')
  begin('newer')
  answers.say(older, modelSentence('Late.'))
  answers.finish(older, { ...ANSWER, lines: textLines('Beware') }, false)
  expect(answers.go(-1)).toMatchObject({ about: 'older', complete: true, lines: ['Beware'], sentences: [{ text: 'Late.' }] })
})

test('an answer that was gone on with is whole with what was added', () => {
  const { answers, begin } = setUp()
  const id = begin('a')
  answers.say(id, modelSentence('A dog.'))
  answers.finish(id, { ...ANSWER, sentences: [modelSentence('A dog.')] }, false)
  answers.add(id, [modelSentence('It is brown.')])
  expect(answers.wholeOfCurrent()?.sentences.map(({ text }) => text)).toEqual(['A dog.', 'It is brown.'])
  expect(answers.told()).toMatchObject({ id, verb: 'describe', picture, lines: ANSWER.lines })
})

test('an answer that was not finished, or failed, is no whole one', () => {
  const { answers, begin } = setUp()
  const id = begin('a')
  expect(answers.wholeOfCurrent()).toBeUndefined()
  answers.finish(id, null, true)
  expect(answers.wholeOfCurrent()).toBeUndefined()
  expect(answers.told()).toMatchObject({ lines: [] })
})

test('text that was read goes on as text', () => {
  const { answers } = setUp()
  answers.begin({ command: 'read-text', about: '', takenAt: 1, picture })
  expect(answers.told()?.verb).toBe('read')
})

test('with nothing remembered there is nothing to go on with', () => {
  const { answers } = setUp()
  expect([answers.told(), answers.current(), answers.go(-1), answers.go(1), answers.forgetLast()]).toEqual([null, null, null, null, false])
  expect(answers.wholeOfCurrent()).toBeUndefined()
})

test('an answer that was made elsewhere is remembered like any other', () => {
  const { answers } = setUp()
  answers.keep({ ...ANSWER, takenAt: 77 }, 'picture', 'The picture dog.png', null)
  expect(texts(answers)).toEqual(ANSWER.sentences.map(({ text }) => text))
  expect(answers.current()).toMatchObject({ complete: true, about: 'The picture dog.png', lines: ['Beware'], picture: false })
})

test("a picture is given to a window without the moment that it was taken, and none is given for one that is gone", () => {
  const { answers, begin } = setUp()
  const id = begin('a')
  const { kind, width, height, bytes } = picture
  expect(answers.pictureOf(id)).toStrictEqual({ kind, width, height, bytes })
  expect(answers.pictureOf(99)).toBeNull()
})

test.each([
  ['forgotten', (answers: Answers) => void answers.forgetLast()],
  ['cleared', (answers: Answers) => answers.clear()],
])('an answer that is %s while it is made leaves nothing behind', (_name, forget) => {
  const { answers, begin } = setUp()
  const id = begin('secret', 5)
  forget(answers)
  answers.say(id, modelSentence('A password.'))
  answers.finish(id, { ...ANSWER, takenAt: 5 }, false)
  expect(answers.current()).toBeNull()
})

test('whatever was done, exactly the remembered answers are known whole', () => {
  const step = fc.constantFrom('whole', 'begin', 'forget', 'clear', 'back', 'forth')
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { answers, begin, whole } = setUp(4)
      let model: { at: number; whole: boolean }[] = []
      for (const [at, one] of steps.entries()) {
        if (one === 'whole') whole('w', at)
        if (one === 'begin') begin('b', at)
        if (one === 'whole' || one === 'begin') model = [...model, { at, whole: one === 'whole' }].slice(-4)
        if (one === 'forget') model = (answers.forgetLast(), model.slice(0, -1))
        if (one === 'clear') model = (answers.clear(), [])
        if (one === 'back') answers.go(-1)
        if (one === 'forth') answers.go(1)
        expect(answers.place().count).toBe(model.length)
        const shown = answers.current()
        expect(answers.wholeOfCurrent() !== undefined).toBe(model.some((m) => m.at === shown?.takenAt && m.whole))
      }
    }),
  )
})
