import type { Result } from '../../shared/codes'

/** A file that is to become part of a model, wherever it comes from. */
export interface SourceFile {
  /** Path in the model's folder. */
  readonly path: string
  /** Bytes that were announced. */
  readonly size: number
  /** CRC-32 that was announced, as archives do. */
  readonly crc: number | null
  open(): Promise<AsyncIterable<unknown>>
  /** What an error in reading it means. */
  misread(error: unknown): Result<never>
}
