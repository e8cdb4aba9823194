import { readFileSync } from 'node:fs'
import { article, css as articleCss } from './kinds/article.mjs'
import { calendar, chat, css as chatCss, dashboard, moreCss } from './kinds/chat.mjs'
import { css as dialogCss, dialog, signIn } from './kinds/dialog.mjs'
import { css as editorCss, editor } from './kinds/editor.mjs'
import { css as formCss, form } from './kinds/form.mjs'
import { css as mailCss, mail } from './kinds/mail.mjs'
import { css as settingsCss, settings } from './kinds/settings.mjs'
import { css as shopCss, shop } from './kinds/shop.mjs'
import { css as tableCss, files, table } from './kinds/table.mjs'
import { css as terminalCss, terminal } from './kinds/terminal.mjs'
import { seeded } from './random.mjs'

const content = (lang) => JSON.parse(readFileSync(new URL(`content/${lang}.json`, import.meta.url), 'utf8'))
const WORDS = { en: content('en'), de: content('de') }

const KINDS = {
  settings: [settings, settingsCss],
  mail: [mail, mailCss],
  'code-editor': [editor, editorCss],
  dialog: [dialog, dialogCss],
  'sign-in': [signIn, `${formCss}${dialogCss}.dot{display:inline-block;width:.5em;height:.5em;border-radius:50%;background:var(--ink);margin-right:.3em}.link{color:var(--link)}`],
  table: [table, tableCss],
  files: [files, `${settingsCss}${tableCss}`],
  article: [article, articleCss],
  shop: [shop, shopCss],
  terminal: [terminal, terminalCss],
  form: [form, formCss],
  chat: [chat, chatCss],
  calendar: [calendar, `${chatCss}${moreCss}`],
  dashboard: [dashboard, `${chatCss}${moreCss}`],
}
export const KIND_NAMES = Object.keys(KINDS)

const LIGHT = ['#fff', '#1b1b1f', '#f1f1f4', '#d4d4da', '#62626c', '#2459c9', '#fff', '#94a3b8', '#b3261e', '#a4262c', '#1a6b2c', '#7a4b00', '#1a6b2c', '#1f4fbf']
const WARM = ['#fbf6ea', '#33291c', '#efe6d2', '#d8cab0', '#75664e', '#8a4b14', '#fffdf6', '#b9a98a', '#a3231a', '#8e2a5e', '#2c6226', '#6a5200', '#2c6226', '#7b3f00']
const DARK = ['#1e1e22', '#e6e6ea', '#2a2a30', '#43434c', '#a0a0ac', '#3f6fe0', '#26262c', '#101014', '#ff8a80', '#c792ea', '#a5d6a7', '#f3c969', '#8bd49c', '#8ab4ff']
const NIGHT = ['#0b1220', '#d8e2f0', '#141d30', '#2b3852', '#8fa1bd', '#0f766e', '#101a2c', '#050810', '#ff9d8a', '#ff9db0', '#9be3b5', '#ffd27a', '#9be3b5', '#7dd3fc']
const THEMES = { light: LIGHT, warm: WARM, dark: DARK, night: NIGHT }
const NAMES = ['bg', 'ink', 'panel', 'line', 'dim', 'accent', 'input', 'veil', 'bad', 'c1', 'c2', 'c3', 'good', 'link']

/**
 * One screen as a page of its own.
 * @param {{ kind: string, lang: 'en'|'de', theme: string, font: string, px: number, width: number, height: number, seed: number }} plan
 */
export function pageOf(plan) {
  const [make, css] = KINDS[plan.kind]
  /** How many rows of `em` fit under `used` em of other things. */
  const room = (em, used) => Math.max(2, Math.floor((plan.height / plan.px - used) / em))
  const { headline, body } = make({ ...plan, words: WORDS[plan.lang], r: seeded(plan.seed), room })
  const colours = THEMES[plan.theme].map((value, i) => `--${NAMES[i]}:${value}`).join(';')
  const mono = plan.font.includes('Mono') || plan.font.includes('Code') ? plan.font : 'DejaVu Sans Mono'
  const html = `<!doctype html><html lang="${plan.lang}"><meta charset="utf-8"><style>
*{box-sizing:border-box} html,body{margin:0;height:100%;overflow:hidden}
body{${colours};--mono:'${mono}';background:var(--bg);color:var(--ink);font:${plan.px}px '${plan.font}';line-height:1.3;position:relative}
.icon{display:inline-block;width:1em;height:1em;margin-right:.4em;vertical-align:-.12em} .bar{display:flex;gap:.8em}
.btn{display:inline-block;padding:.45em 1.1em;border:1px solid var(--line);border-radius:.35em;background:var(--panel);text-align:center}
.primary{background:var(--accent);color:#fff} .warm{background:#c2410c;color:#fff} .green{background:#166534;color:#fff}
.menubar{display:flex;gap:1.4em;padding:.35em 1em;background:var(--panel)} ${css}
</style><body>${body}</body></html>`
  return { headline, html }
}

export const isDark = (theme) => theme === 'dark' || theme === 'night'
