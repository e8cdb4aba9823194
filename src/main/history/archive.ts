import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { failure, type Failure, type Result } from '../../shared/codes'
import { isRecord, readRecord, recordText, type KeptRecord } from './kept-record'
import { seal, unseal } from './seal'

/** Answers on the disk, each sealed; they are numbered, rising, and nothing else about them can be read. */
export interface Archive {
  /** The numbers of all of them, the oldest first. */
  rows(): readonly number[]
  /**
   * Null where it cannot be read.
   * @param mayBeWanted by the text that it is kept as, which is far quicker looked through than read; else null
   */
  read(row: number, mayBeWanted?: (text: string) => boolean): KeptRecord | null
  /** Whether it is whole, and of a Descry that is no newer. */
  isReadable(row: number): boolean
  /** Keeps a new one. `history-unwritable` where the disk refuses. @returns its number */
  keep(record: KeptRecord): Result<{ row: number }>
  /** Keeps one of them as it is now. */
  replace(row: number, record: KeptRecord): Result<object>
  /** @param isLast none of more: afterwards none of their bytes are in the files. */
  forget(rows: readonly number[], isLast: boolean): Result<object>
  close(): void
}

/** Sealed with the key, to tell another key from damage. */
const PROBE = { row: 0, text: 'descry' } as const

const placeOf = (row: number): string => `descry answer ${row}`

/** SQLite's codes for files that are none, or damaged; https://sqlite.org/rescode.html. */
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

/** Whether SQLite refused because of what is in the file. */
export function isDamage(error: unknown): boolean {
  const code = ((error as { errcode?: number }).errcode ?? 0) & 0xff
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB
}

/**
 * Prepares an open database: one process alone (no shared memory beside the file), a log that is whole after the
 * process was killed, and freed places that are overwritten. Written without waiting for the disk: what the system
 * has taken survives the process; only a power cut may lose the newest answers.
 * @throws SQLite's error
 */
function prepare(database: DatabaseSync): void {
  database.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    CREATE TABLE IF NOT EXISTS answers (row INTEGER PRIMARY KEY, nonce BLOB NOT NULL, sealed BLOB NOT NULL) STRICT;
  `)
}

/**
 * @param database for this process alone
 * @param key 32 bytes
 * @returns null where what is in the file is not of this key
 * @throws SQLite's error; see `isDamage`
 */
export function createArchive(database: DatabaseSync, key: Uint8Array): Archive | null {
  prepare(database)
  const select = database.prepare('SELECT nonce, sealed FROM answers WHERE row = ?')
  const put = database.prepare('INSERT OR REPLACE INTO answers (row, nonce, sealed) VALUES (?, ?, ?)')
  const remove = database.prepare('DELETE FROM answers WHERE row = ?')
  const all = database.prepare(`SELECT row FROM answers WHERE row > ${PROBE.row} ORDER BY row`)
  const largest = database.prepare('SELECT max(row) AS row FROM answers')

  const text = (row: number): string | null => openRow(select, key, row)
  const readable = (row: number): string | null => {
    try {
      return text(row)
    } catch {
      // The disk refuses, or it is closed.
      return null
    }
  }
  const write = (row: number, what: string): void => {
    const { nonce, bytes } = seal(key, what, placeOf(row))
    put.run(row, nonce, bytes)
  }
  if (text(PROBE.row) === null) {
    if (Number(largest.get()?.['row'] ?? -1) >= 0) return null
    write(PROBE.row, PROBE.text)
  }

  return {
    rows: () => all.all().map(({ row }) => Number(row)),
    read(row, mayBeWanted = () => true) {
      const found = readable(row)
      return found !== null && mayBeWanted(found) ? readRecord(found) : null
    },
    isReadable: (row) => isRecord(readable(row) ?? ''),
    keep: (record) =>
      attempt(() => {
        const row = Number(largest.get()?.['row'] ?? PROBE.row) + 1
        write(row, recordText(record))
        return { row }
      }),
    replace: (row, record) => attempt(() => (write(row, recordText(record)), {})),
    forget: (rows, isLast) =>
      attempt(() => {
        database.exec('BEGIN')
        try {
          for (const row of rows) remove.run(row)
          database.exec('COMMIT')
        } catch (error) {
          database.exec('ROLLBACK')
          throw error
        }
        // The log still has them as they were written.
        if (isLast) database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
        return {}
      }),
    close: () => database.close(),
  }
}

function openRow(select: StatementSync, key: Uint8Array, row: number): string | null {
  const found = select.get(row)
  const { nonce, sealed } = found ?? {}
  return nonce instanceof Uint8Array && sealed instanceof Uint8Array ? unseal(key, { nonce, bytes: sealed }, placeOf(row)) : null
}

function attempt<T extends object>(act: () => T): Result<T> {
  try {
    return { ok: true, ...act() }
  } catch (error) {
    return unwritable(error)
  }
}

/** A disk that is full, a file that is locked: whatever SQLite says of it, for the log. */
export function unwritable(error: unknown): Failure {
  const { errcode, code } = error as { errcode?: number; code?: string }
  return failure('history-unwritable', errcode === undefined ? code : `SQLite ${errcode}`)
}
