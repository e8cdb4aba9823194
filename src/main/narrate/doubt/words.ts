/** The small words of English captions, by what they do in a sentence: closed classes, and the commonest of the open ones. */

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** What a noun's phrase begins with; of `MANY` there is more than one. */
export const DETERMINERS = set('a an the one two three four five six seven eight nine ten several some many few another this that these those his her their its both all')
export const MANY = set('two three four five six seven eight nine ten several some many few these those both all')
export const NUMBERS = set('two three four five six seven eight nine ten')
/** "A group of people" is people. */
export const COLLECTIVES = set('group crowd pair couple lot bunch number set kind type sort piece row photo picture image view shot close-up closeup photograph screenshot')
/** What "a photo of" and the like leave behind, and words for a place in the picture. */
export const EMPTY_NOUNS = set('photo picture image view shot close-up closeup photograph screenshot left right side top bottom middle center centre background foreground front back other it something someone there')
export const PREPOSITIONS = set('in on at with of through near by over under behind beside between along across around down up into onto from against towards toward inside outside above below beneath past off for to about next during without as like atop among out')
export const JOINING = set('and or but while who which that where')
export const BEING = set('is are was were be being has have having been')
export const ADVERBS = set('very just also together away ahead outside outdoors indoors there here now not really quickly slowly up down')
/** What a thing looks like, said of it as a claim of its own. */
export const MARKS = set('red orange yellow green blue purple pink brown black white grey gray beige golden silver dark light bright colorful colourful large big small little tall long short tiny huge wet dry wooden snowy sandy grassy rocky dirty empty open closed broken striped spotted furry fluffy young old')
/** Of them a noun may have two, joined by "and". */
export const COLOURS = set('red orange yellow green blue purple pink brown black white grey gray beige golden silver')
/** Nouns that end like something that is done. */
export const NAMED_ING = set('building ceiling clothing railing morning evening ring king string wing swing painting thing something anything nothing everything spring lightning wedding sibling icing awning lighting lodging parking swimming dining living shopping climbing bowling boxing sliding racing diving fishing sleeping wrestling baking cutting ironing')
/** Said of a thing that something was done to. */
export const PARTICIPLES = set('dressed covered parked filled surrounded made seated ridden driven topped decorated painted attached called named shown seen placed set stacked lined wrapped')
/** Verbs that need what they are done to: "is holding" alone is no sentence. */
export const TRANSITIVE = set('holding wearing riding carrying catching throwing eating using pulling pushing chasing watching hitting kicking overlooking showing displaying having making chewing biting kissing hugging touching lifting fetching')

/** Verbs that captions use, so that "runs", "run" and "running" are one; with how they double or drop a letter. */
const VERBS = 'run walk ride jump play stand sit look hold wear swim catch chase climb throw eat drink carry watch kick hit leap lie lay sleep rest pose smile talk perform dance sing ski surf skate skateboard fly fall pull push drive lean wait read write paint cook hike hang race bite chew lick sniff dig splash wade crawl kneel crouch reach point wave hug kiss show display contain use make fetch shake roll slide swing grab touch lift cross pass land'.split(' ')
const DOUBLED = set('run sit swim dig hug grab')
const IRREGULAR: Readonly<Record<string, string>> = { lie: 'lying', ski: 'skiing' }

function doing(verb: string): string {
  const own = IRREGULAR[verb]
  if (own !== undefined) return own
  if (DOUBLED.has(verb)) return `${verb}${verb.at(-1) ?? ''}ing`
  return verb.endsWith('e') ? `${verb.slice(0, -1)}ing` : `${verb}ing`
}

/** "catches", "flies", "runs". */
function third(verb: string): string {
  if (/(?:s|x|ch|sh)$/.test(verb)) return `${verb}es`
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`
}

/** By its form after one thing ("runs") and after many ("run"): the form that says what is being done. */
export const AFTER_ONE: ReadonlyMap<string, string> = new Map(VERBS.map((verb) => [third(verb), doing(verb)]))
export const AFTER_MANY: ReadonlyMap<string, string> = new Map(VERBS.map((verb) => [verb, doing(verb)]))

/** What something also is: a reading that says the one speaks for the other, too, where another reading says that. */
export const ALSO: Readonly<Record<string, string>> = {
  tabby: 'cat',
  kitten: 'cat',
  puppy: 'dog',
  child: 'person',
  kid: 'person',
  toddler: 'person',
  baby: 'person',
  player: 'person',
  rider: 'person',
  skier: 'person',
  snowboarder: 'person',
  surfer: 'person',
  climber: 'person',
  cyclist: 'person',
  skateboarder: 'person',
  swimmer: 'person',
  minibus: 'bus',
  trolleybus: 'bus',
  'school bus': 'bus',
  'double-decker bus': 'bus',
  taxi: 'car',
  'sports car': 'car',
  motorbike: 'motorcycle',
  'motor scooter': 'motorcycle',
  seashore: 'beach',
  'mountain bike': 'bike',
  bicycle: 'bike',
}

/** Forms of one word: what claims are compared by. */
export const SAME_WORD: Readonly<Record<string, string>> = {
  people: 'person',
  person: 'person',
  children: 'child',
  kids: 'kid',
  leaves: 'leaf',
  mice: 'mouse',
  geese: 'goose',
  sheep: 'sheep',
  buses: 'bus',
  babies: 'baby',
  puppies: 'puppy',
  bikes: 'bike',
}

/** What screens are called, by words that stand for it: the first that fits is meant. */
export const SCREENS: readonly (readonly [name: string, RegExp])[] = [
  ['a code editor', /code editor|source code|\bide\b/i],
  ['a terminal', /terminal|console|command line|command output/i],
  ['a mail window', /mail|inbox/i],
  ['a calendar', /calendar/i],
  ['a spreadsheet', /spreadsheet|table of/i],
  ['a sign-in form', /sign-?in|log-?in|registration/i],
  ['a settings window', /settings|preferences|control panel/i],
  ['a chat window', /\bchat\b|conversation/i],
  ['a dialog box', /dialog|message box|warning/i],
  ['a file manager', /file manager|folder window|list of files|file list/i],
  ['a picture gallery', /gallery|many pictures/i],
  ['a media player', /media player|video player|music player/i],
  ['a presentation slide', /presentation|slide/i],
  ['a dashboard', /dashboard|bar chart|page of figures/i],
  ['a web page', /web ?page|website|browser|article|page of text|document/i],
  ['a desktop', /\bdesktop\b/i],
  ['a form', /\bform\b/i],
]
