import { matchesGlob } from 'node:path'
import { describe, expect, test } from 'vitest'
import config from '../../electron-builder'
import { archived, UNPACKED } from '../../packaging/contents'

/** As electron-builder decides: the last pattern that matches. */
function goesIn(patterns: readonly string[], path: string, arch: string): boolean {
  return patterns
    .map((pattern) => pattern.replaceAll('${arch}', arch))
    .reduce((isIn, pattern) => {
      const negative = pattern.startsWith('!')
      return matchesGlob(path, negative ? pattern.slice(1) : pattern) ? !negative : isIn
    }, path.startsWith('node_modules/'))
}

const native = (system: string, arch: string): string[] => [
  `node_modules/onnxruntime-node/bin/napi-v6/${system}/${arch}/onnxruntime_binding.node`,
  `node_modules/@img/sharp-${system}-${arch}/lib/sharp.node`,
  `node_modules/@koromix/koffi-${system}-${arch}/${system}_${arch}/koffi.node`,
]
const TARGETS = [
  { system: 'linux', arch: 'x64' },
  { system: 'linux', arch: 'arm64' },
  { system: 'win32', arch: 'x64' },
  { system: 'win32', arch: 'arm64' },
  { system: 'darwin', arch: 'arm64' },
] as const

describe.each(TARGETS)('for $system $arch', ({ system, arch }) => {
  const patterns = archived(system)

  test('its own native code goes in, that of other systems stays out', () => {
    expect(native(system, arch).filter((path) => !goesIn(patterns, path, arch))).toEqual([])
    const foreign = TARGETS.filter((other) => other.system !== system).flatMap((other) => native(other.system, other.arch))
    expect(foreign.filter((path) => goesIn(patterns, path, arch))).toEqual([])
  })

  test("onnxruntime's code for another processor stays out", () => {
    const other = arch === 'x64' ? 'arm64' : 'x64'
    const [onnxruntime = ''] = native(system, other)
    expect(goesIn(patterns, onnxruntime, arch)).toBe(false)
  })

  test("NVDA's client library goes in on Windows, the one for this processor", () => {
    const libraries = ['x64', 'arm64'].map((other) => `resources/nvda/${other}/nvdaControllerClient.dll`)
    const ours = system === 'win32' ? [`resources/nvda/${arch}/nvdaControllerClient.dll`] : []
    expect(libraries.filter((path) => goesIn(patterns, path, arch))).toEqual(ours)
  })

  test('the app, its models and sounds go in; sources, tests and the test host stay out', () => {
    const inside = [
      ...['out/main/main.js', 'out/preload/index.cjs', 'out/renderer/home.html', 'out/renderer/assets/home.js'],
      ...['resources/earcons/done.wav', 'resources/models/descry-nano/onnx/vision_encoder.onnx'],
      ...['resources/models/moonshine-tiny-en/encoder_model.ort', 'resources/models/silero-vad/silero_vad_16k_op15.onnx'],
      ...['resources/models/ppocrv6-tiny/det.onnx', 'node_modules/zod/index.js', 'node_modules/sharp/dist/index.mjs'],
    ]
    const outside = [
      ...['out/chromium-host/main.js', 'out/main/main.js.map', 'src/main/index.ts', 'test/x.test.ts', 'bench/run.mjs'],
      ...['resources/models/my-own/model.onnx', 'resources/locales/en/cli.json', 'scripts/bootstrap.mjs'],
      ...['node_modules/react/index.js', 'node_modules/react-aria-components/dist/main.js', 'node_modules/adm-zip/x.js'],
    ]
    expect(inside.filter((path) => !goesIn(patterns, path, arch))).toEqual([])
    expect(outside.filter((path) => goesIn(patterns, path, arch))).toEqual([])
  })
})

test('what native code or another program opens is beside the archive, what only Node reads is in it', () => {
  const beside = [...native('linux', 'x64'), 'resources/models/descry-nano/config.json', 'resources/earcons/done.wav']
  expect(beside.filter((path) => !UNPACKED.some((pattern) => matchesGlob(path, pattern)))).toEqual([])
  const within = ['out/main/main.js', 'out/renderer/home.html', 'node_modules/zod/index.js', 'package.json']
  expect(within.filter((path) => UNPACKED.some((pattern) => matchesGlob(path, pattern)))).toEqual([])
})

test('each system packs its own list', () => {
  expect([config.linux?.files, config.win?.files, config.mac?.files]).toEqual(
    (['linux', 'win32', 'darwin'] as const).map((system) => archived(system)),
  )
  expect(config.files).toBeUndefined()
})
