import { readFile } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'
import { join } from 'node:path'

async function version(folder) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version
}

/** What the figures were measured on and with. */
export async function describeMachine(root) {
  const info = await readFile('/proc/cpuinfo', 'utf8').catch(() => '')
  const flags = /^flags\s*:(.*)$/m.exec(info)?.[1]?.trim().split(' ') ?? []
  const known = ['avx2', 'avx512f', 'avx512_vnni', 'avx_vnni', 'amx_int8']
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    instructions: known.filter((flag) => flags.includes(flag)),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    /** Processes that wanted a core in the last minute: above nought, the figures are too high. */
    load: Number(loadavg()[0]?.toFixed(2)),
    node: process.version,
    provider: 'cpu',
    descry: await version(root),
    onnxruntime: await version(join(root, 'node_modules/onnxruntime-node')),
    transformersJs: await version(join(root, 'bench/node_modules/@huggingface/transformers')),
    nodeLlamaCpp: await version(join(root, 'bench/node_modules/node-llama-cpp')),
    transformersJsOnnxruntime: await version(join(root, 'bench/node_modules/onnxruntime-node')),
  }
}
