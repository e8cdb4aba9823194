import type { EngineRole } from '../../shared/engine-protocol'

const MIB = 1024 * 1024

/**
 * glibc keeps what was freed, and keeps more the larger the buffers were; told these limits, it gives buffers
 * of that size back at once (mallopt(3)). Other systems ignore the names.
 *
 * @param mapped bytes from which a buffer is given back
 * @param kept bytes that stay at the heap's end
 */
function memory(mapped: number, kept: number): Readonly<Record<string, string>> {
  return { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: String(mapped), MALLOC_TRIM_THRESHOLD_: String(kept) }
}

/** SECURITY: onnxruntime reports its use to its publisher unless it is told not to; nothing leaves the machine. */
const SILENT = { ORT_DISABLE_TELEMETRY: '1' } as const

/**
 * Environment of an engine process, by its role.
 *
 * The recogniser's buffers are large and it is in no hurry between screens: of two processes that read six
 * screens of 1920 × 1080, low limits are 110 MiB of 530. A language model takes and frees buffers of a megabyte
 * or two at every layer of every token; with the low limits each came from the system anew, and a token of a
 * 360M model behind 1,142 positions took 92 ms instead of 45 (one thread). What the higher ones cost in memory was
 * less than two runs differ by.
 */
export const ENGINE_ENVIRONMENT: Readonly<Record<EngineRole, Readonly<Record<string, string>>>> = {
  'vision-language': { ...memory(4 * MIB, 4 * MIB), ...SILENT },
  'text-audio': { ...memory(MIB, MIB / 8), ...SILENT },
}
