/**
 * Environment of an engine process.
 *
 * glibc keeps what was freed, and keeps more the larger the buffers were; told these limits, it gives buffers
 * over 1 MiB back at once (mallopt(3)). Of two processes that read six screens of 1920 × 1080, that is 110 MiB
 * of 530. Other systems ignore the names.
 *
 * SECURITY: onnxruntime reports its use to its publisher unless it is told not to; nothing leaves the machine.
 */
export const ENGINE_ENVIRONMENT: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: String(1024 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(128 * 1024),
  ORT_DISABLE_TELEMETRY: '1',
}
