/** Samples of a frame, at an odd step, so that they do not all fall into the same columns. */
const SAMPLES = 4096

/**
 * How light a frame is, 0 to 255: the mean of samples of its first plane, which is light alone in every
 * format that cameras send (I420, NV12), and light enough where colours lie side by side.
 */
export async function brightness(frame: VideoFrame): Promise<number> {
  const bytes = new Uint8Array(frame.allocationSize())
  const planes = await frame.copyTo(bytes)
  const start = planes[0]?.offset ?? 0
  const end = planes[1]?.offset ?? bytes.length
  const step = Math.max(1, Math.floor((end - start) / SAMPLES)) | 1
  let sum = 0
  let count = 0
  for (let at = start; at < end; at += step) {
    sum += bytes[at] ?? 0
    count++
  }
  return count === 0 ? 0 : sum / count
}
