import { failure, type Failure, type FailureCode, type Result } from '../../shared/codes'

/** What the system's errors of files mean for somebody who installs a model. */
const CODES: Readonly<Record<string, FailureCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EBUSY: 'model-in-use',
  ETXTBSY: 'model-in-use',
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && 'syscall' in error && typeof error.code === 'string'

/** An error of the file system as an expected failure; null for everything else, which is a bug. */
export function fileFailure(error: unknown): Failure | null {
  if (!isFileError(error)) return null
  return failure(CODES[error.code ?? ''] ?? 'folder-unwritable', error.code)
}

/** Does work with files; an error of the file system is a failure with a code. */
export async function withFiles<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    const known = fileFailure(error)
    if (known) return known
    throw error
  }
}

/** Whether an error says that the file or folder is not there. */
export const isMissing = (error: unknown): boolean =>
  isFileError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
