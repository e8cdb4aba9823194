import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseArguments, type Command } from '../../src/cli/arguments'
import { FLAG_NAMES, HEDGE_CHOICES, LANG_CHOICES, LENGTH_CHOICES, VERB_NAMES } from '../../src/cli/verbs'
import { LENGTHS } from '../../src/shared/engine-protocol'
import { createMessages, LOCALES } from '../../src/shared/messages'

function command(line: string): Command {
  const parsed = parseArguments(line.split(' ').filter(Boolean))
  if (!parsed.ok) throw new Error(parsed.problem.key)
  return parsed.command
}

function complaint(line: string): string {
  const parsed = parseArguments(line.split(' ').filter(Boolean))
  if (parsed.ok) throw new Error('was understood')
  return createMessages('en').say(parsed.problem.key, parsed.problem.values)
}

describe('what is understood', () => {
  test('a picture is named with or without --file, and several are taken in turn', () => {
    expect(command('describe a.png --file b.png -f c.png').pictures).toEqual([
      { from: 'file', path: 'a.png' },
      { from: 'file', path: 'b.png' },
      { from: 'file', path: 'c.png' },
    ])
  })

  test('a dash is the standard input, as a word and as a flag’s value', () => {
    expect(command('describe -').pictures).toEqual([{ from: 'stdin' }])
    expect(command('read --file -').pictures).toEqual([{ from: 'stdin' }])
  })

  test('what follows two dashes is a file, whatever it looks like', () => {
    expect(command('describe -- --json').pictures).toEqual([{ from: 'file', path: '--json' }])
  })

  test('describing speaks unless it is told not to, or prints JSON', () => {
    expect(command('describe a').speech).toBe('wanted')
    expect(command('describe a --quiet').speech).toBe('off')
    expect(command('describe a --json').speech).toBe('off')
    expect(command('describe a --json --speak').speech).toBe('required')
    expect(command('describe a --wav out.wav').speech).toBe('required')
  })

  test('flags have short forms that can be joined', () => {
    expect(command('describe -jcl full')).toMatchObject({
      json: true,
      length: 'full',
      pictures: [{ from: 'clipboard' }],
    })
  })

  test('the last of a repeated flag counts', () => {
    expect(command('describe a --length full --length brief').length).toBe('brief')
  })

  test('no verb at all is the sample picture, with the flags of describing', () => {
    expect(command('--quiet')).toMatchObject({
      verb: 'sample',
      speech: 'off',
      pictures: [{ from: 'sample' }],
    })
  })

  test('the history is listed without a word, and searched for as many words as there are', () => {
    expect(command('history').history).toEqual({ action: 'list', of: '' })
    expect(command('history search a letter --json')).toMatchObject({ history: { action: 'search', of: 'a letter' }, json: true })
    expect(command('history export answers.txt').history).toEqual({ action: 'export', of: 'answers.txt' })
    expect(command('history forget').history).toEqual({ action: 'forget', of: '' })
    expect(command('describe a.png').history).toEqual({ action: 'list', of: '' })
  })

  test('models are listed without a word, and everything else names what it is about', () => {
    expect(command('models').models).toEqual({ action: 'list', of: '' })
    expect(command('models get smol --accept-licence')).toMatchObject({
      models: { action: 'get', of: 'smol' },
      acceptLicence: true,
    })
    expect(command('models add ./mine.zip').models).toEqual({ action: 'add', of: './mine.zip' })
  })

  test('help is asked for in three ways', () => {
    expect(command('help read')).toMatchObject({ verb: 'help', topic: 'read' })
    expect(command('read --help')).toMatchObject({ verb: 'help', topic: 'read' })
    expect(command('-h')).toMatchObject({ verb: 'help', topic: undefined })
  })

  test('the choices are those of the rest of the product', () => {
    expect(LENGTH_CHOICES).toEqual(LENGTHS)
    expect(LANG_CHOICES).toEqual(Object.keys(LOCALES))
    expect(HEDGE_CHOICES).toEqual(['words', 'none'])
  })
})

describe('what is not understood gets a sentence that helps', () => {
  test.each([
    ['descrbe a.png', 'There is no verb descrbe. Did you mean describe?'],
    ['paint', 'There is no verb paint.'],
    ['photo.png', 'A verb is missing. To have the picture described, type descry describe photo.png.'],
    ['describe a --jsn', 'There is no flag --jsn. Did you mean --json?'],
    ['describe a --zzz', 'There is no flag --zzz.'],
    [
      'describe',
      'No picture was named. Write a file name after the verb, or --clipboard, or a single dash for the standard input.',
    ],
    ['describe a --length', '--length needs one of these after it: brief, normal, full.'],
    ['describe a --length --json', '--length needs one of these after it: brief, normal, full.'],
    ['describe a --length long', '--length cannot be long. It is one of brief, normal, full.'],
    ['describe a --json=yes', '--json is a switch and takes no value, but yes was given.'],
    ['describe a --rate 30', '--rate cannot be 30. It is a whole number from 80 to 550.'],
    ['describe a --rate fast', '--rate cannot be fast. It is a whole number from 80 to 550.'],
    ['describe a --model', '--model needs a value after it, MODEL.'],
    ['describe a b --wav out.wav', '--wav takes one picture at a time.'],
    ['describe - -', 'The standard input holds one picture and cannot be named twice.'],
    ['describe a --speak --quiet', '--speak and --quiet contradict each other. Give one of them.'],
    ['watch --screen --window', 'Give descry watch one of its sources, not several.'],
    ['watch --clipboard', '--clipboard does not belong to descry watch.'],
    ['stop --clipboard', '--clipboard does not belong to descry stop.'],
    ['--clipboard', '--clipboard needs a verb before it, such as descry describe.'],
    ['models fetch', 'descry models cannot fetch. It is one of list, get, use, check, repair, remove, add.'],
    ['models rmove', 'descry models cannot rmove. Did you mean remove?'],
    ['models get', 'descry models get needs the id of a model after it. Type descry models for the ids.'],
    ['models add', 'descry models add needs a folder or a zip archive after it.'],
    ['models get a b', 'b is one word too many after descry models get.'],
    ['history find x', 'descry history cannot find. It is one of list, search, export, forget, clear.'],
    ['history serch x', 'descry history cannot serch. Did you mean search?'],
    ['history search', 'There is nothing to search for. Type a word.'],
    ['history export', 'descry history export needs the name of a file after it.'],
    ['history export a b', 'b is one word too many after descry history export.'],
    ['history clear all', 'all is one word too many after descry history clear.'],
    ['models list a', 'a is one word too many after descry models list.'],
    ['describe a --accept-licence', '--accept-licence does not belong to descry describe.'],
    ['stop now', 'now is one word too many after descry stop.'],
    ['help dance', 'There is no verb dance.'],
  ])('%s', (line, sentence) => {
    expect(complaint(line)).toBe(sentence)
  })

  test('the form and language that were asked for are kept', () => {
    expect(parseArguments(['describ', '--json', '--lang', 'de'])).toMatchObject({ json: true, lang: 'de' })
  })
})

test('no command line at all makes the parser throw, and each failure has its sentence', () => {
  const word = fc.oneof(
    fc.constantFrom(
      ...VERB_NAMES,
      ...FLAG_NAMES.map((f) => `--${f}`),
      '-',
      '--',
      '-l',
      '--file=',
      'full',
      'de',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )
  const messages = createMessages('en')
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
      const parsed = parseArguments(argv)
      if (!parsed.ok) expect(messages.say(parsed.problem.key, parsed.problem.values)).not.toBe('')
    }),
    { numRuns: 300 },
  )
})
