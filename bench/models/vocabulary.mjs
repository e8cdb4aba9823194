// A byte-level BPE vocabulary of the true size: 49,280 entries, the special ones where SmolVLM has them.

const SIZE = 49280
const BASE = 49152
const END = '<end_of_utterance>'
const FIRST = ['<|endoftext|>', '<|im_start|>', '<|im_end|>']
/** Ids 3 to 16 are names of SmolLM2's corpora, which no prompt uses. */
const UNUSED_FIRST = 14
const TILES = [1, 2, 3, 4, 5, 6].flatMap((row) => [1, 2, 3, 4, 5, 6].map((col) => `<row_${row}_col_${col}>`))

export const TOKEN_IDS = { bos: 1, pad: 2, image: 49190, end: SIZE - 1 }

/** Words of the prompts, so that they take as many tokens as with the published vocabulary. */
const WORDS = [
  ...['User', 'Assistant', 'Describe', 'What', 'Which', 'Read', 'Is', 'How'],
  ...['this', 'image', 'detail', 'in', 'the', 'text', 'is', 'main', 'object', 'kind', 'of', 'screen'].map((w) => `Ġ${w}`),
  ...['colour', 'are', 'there', 'people', 'many', 'a', 'photo', 'or', 'screenshot'].map((w) => `Ġ${w}`),
]

/** The printable character that stands for each byte. Source: bytes_to_unicode of GPT-2's encoder.py. */
function byteCharacters() {
  const printable = (b) => (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174
  let next = 256
  return Array.from({ length: 256 }, (_, b) => String.fromCodePoint(printable(b) ? b : next++))
}

function makeMerges(count) {
  const merges = []
  const known = new Set()
  const merge = (left, right) => {
    if (merges.length >= count || known.has(left + right)) return
    known.add(left + right)
    merges.push([left, right])
  }
  for (const word of WORDS) for (let i = 1; i < word.length; i++) merge(word.slice(0, i), word[i])
  const letters = [...'etaoinshrdlcumwfgypbvkjxqz']
  let longer = letters
  // Pairs, triples and runs of four, each also behind a blank, until there are enough.
  for (const letter of letters) merge('Ġ', letter)
  while (merges.length < count) {
    const runs = longer.flatMap((run) => letters.map((letter) => [run, letter]))
    for (const [run, letter] of runs) {
      merge(run, letter)
      merge(`Ġ${run}`, letter)
    }
    longer = runs.map(([run, letter]) => run + letter)
  }
  return merges
}

/** @returns tokens in order of their ids, the merges that make them, and which of them are special */
export function makeVocabulary() {
  const specials = [...FIRST, ...Array.from({ length: UNUSED_FIRST }, (_, i) => `<|unused_${i}|>`)]
  const bytes = byteCharacters().toSorted()
  const merges = makeMerges(BASE - specials.length - bytes.length)
  const added = ['<global-img>', ...TILES, '<fake_token_around_image>', '<image>']
  while (BASE + added.length < SIZE - 1) added.push(`<|reserved_special_token_${added.length}|>`)
  added.push(END)
  const tokens = [...specials, ...bytes, ...merges.map((pair) => pair.join('')), ...added]
  return { tokens, merges, isSpecial: (id) => id < specials.length || id >= BASE }
}

export function tokenizerJson({ tokens, merges, isSpecial }) {
  const added = tokens.flatMap((content, id) =>
    isSpecial(id)
      ? [{ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }]
      : [],
  )
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true }
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: null,
    pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'Digits', individual_digits: true }, byteLevel] },
    post_processor: null,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: merges.map((pair) => pair.join(' ')),
    },
  }
}

/** The published chat template of SmolVLM has this form. */
export function tokenizerConfig(processorClass) {
  return {
    tokenizer_class: 'GPT2Tokenizer',
    processor_class: processorClass,
    bos_token: '<|im_start|>',
    eos_token: END,
    pad_token: '<|im_end|>',
    unk_token: '<|endoftext|>',
    model_max_length: 8192,
    clean_up_tokenization_spaces: false,
    chat_template:
      "<|im_start|>{% for message in messages %}{{ message['role'] | capitalize }}" +
      "{% if message['content'][0]['type'] == 'image' %}{{ ':' }}{% else %}{{ ': ' }}{% endif %}" +
      "{% for part in message['content'] %}{% if part['type'] == 'text' %}{{ part['text'] }}" +
      "{% elif part['type'] == 'image' %}{{ '<image>' }}{% endif %}{% endfor %}" +
      `${END}\n{% endfor %}{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}`,
  }
}
