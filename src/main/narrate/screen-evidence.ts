import type { TextLine } from '../../shared/text-line'

/** Lines under which a screen's text says too little to speak against a kind. */
const ENOUGH_LINES = 4

interface Evidence {
  /** Matched against the model's words. */
  readonly kind: RegExp
  /** A recognised line that speaks for the kind, English or German. */
  readonly line: RegExp
  /** Share of the lines that must speak for it; a single line is enough where it is 0. */
  readonly share: number
  /** Most lines that such a screen has. */
  readonly most?: number
}

const CLOCK = /\b[0-2]?\d[:.][0-5]\d\b/

/**
 * What must be read on a screen for its kind to be said. Small models name kinds from a glance at the
 * layout; text that ought to be there and is not takes the claim back.
 */
const EVIDENCE: readonly Evidence[] = [
  { kind: /code editor|source code|\bide\b/i, line: /[{};]\s*$|=>|::|\(\)|\b(?:const|let|var|function|def|class|import|return|fn|public|void|SELECT|FROM|#include)\b.*[({=;.<]|^\s*(?:\/\/|#!)/, share: 0.2 },
  { kind: /terminal|console|command line/i, line: /[\w.-]+@[\w.-]+.*[$#]|^[$#>] \S|^(?:error|warning|fatal):|\b(?:sudo|npm|git|apt|ls|cd|ping)\b /i, share: 0.08 },
  { kind: /mail|inbox/i, line: /\b(?:inbox|sent|drafts|spam|reply|forward|subject|posteingang|gesendet|entwürfe|antworten|weiterleiten|betreff)\b/i, share: 0 },
  { kind: /calendar/i, line: /\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)day\b|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b|\b(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)\b.{0,4}\d{0,2}$|\b(?:january|february|march|april|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember) \d{4}\b/i, share: 0.05 },
  { kind: /spreadsheet|table of/i, line: /^[-−]?[\d.,]+ ?(?:%|€|\$|£|kg|h)?$|^[A-Z]-?\d+$|^\d{1,2}\.\d{1,2}\.\d{2,4}$/, share: 0.2 },
  { kind: /sign-?in|log-?in|registration/i, line: /\b(?:sign ?(?:in|up)|log ?(?:in|on)|password|account|anmelden|kennwort|passwort|konto|registrieren)\b/i, share: 0.15 },
  { kind: /settings|preferences|control panel/i, line: /\b(?:settings|preferences|options|language|privacy|network|sound|display|keyboard|bluetooth|notifications|updates|einstellungen|sprache|datenschutz|netzwerk|ton|anzeige|tastatur|benachrichtigungen|aktualisierung)\b/i, share: 0.12 },
  { kind: /chat|conversation|messages on both/i, line: new RegExp(`^${CLOCK.source}$|${CLOCK.source}$`), share: 0.15 },
  { kind: /dialog|message box|warning/i, line: /^(?:ok|okay|cancel|yes|no|save|discard|don.?t save|retry|close|later|install|delete|abbrechen|ja|nein|speichern|verwerfen|nicht speichern|erneut versuchen|schließen|später|installieren|löschen)\b/i, share: 0.1, most: 16 },
  { kind: /file manager|folder|file list/i, line: /\.(?:pdf|jpe?g|png|odt|docx?|xlsx?|zip|gz|csv|txt|md|mp[34]|ics)$|\b\d+([.,]\d+)? ?(?:[kmg]i?b|bytes)\b/i, share: 0.15 },
  { kind: /gallery|video|music|media player/i, line: /\.(?:jpe?g|png|heic|mp4|mkv|mov)$|^\d{1,2}:\d{2}(?::\d{2})? ?\/ ?\d|\b(?:album|photos?|play|pause|fotos?|alben)\b/i, share: 0.1 },
  { kind: /presentation|slide/i, line: /^(?:[•·–-] )?\p{L}.{3,}/u, share: 0.5, most: 14 },
  { kind: /\bdesktop\b/i, line: /\b(?:trash|computer|home|recycle bin|papierkorb|dieser pc|eigene dateien)\b/i, share: 0, most: 25 },
  { kind: /dashboard|chart|page of figures/i, line: /^[-−+]?[\d.,]+ ?(?:%|€|\$|£|k|m)?$|^[€$£] ?[\d.,]+$/i, share: 0.1 },
  { kind: /web page|article|document|page of text/i, line: /\S+(?: \S+){5,}|https?:|www\.|\b(?:add to (?:basket|cart)|in den warenkorb)\b/i, share: 0.15 },
]

/**
 * Whether the text of a screen bears out what the model calls it. Kinds that the table does not know,
 * and screens with hardly any text, are given the benefit of the doubt.
 *
 * @param lines lines that are sure enough to be stated as fact
 */
export function bearsOut(kind: string, lines: readonly Pick<TextLine, 'text'>[]): boolean {
  const evidence = EVIDENCE.find((row) => row.kind.test(kind))
  if (!evidence || lines.length < ENOUGH_LINES) return true
  const speaking = lines.filter(({ text }) => evidence.line.test(text.trim())).length
  return speaking >= Math.max(1, evidence.share * lines.length) && lines.length <= (evidence.most ?? Infinity)
}
