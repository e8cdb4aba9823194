/**
 * What is in the name of every screen in Chromium's list of what can be captured: "Entire screen" is the only
 * one, "Screen 1" one of several; windows come after the screens. The names are English because Chromium is
 * made to run in English (CHROMIUM_LANGUAGE): its other languages are packages that may not be there.
 */
const SCREEN_NAME = 'creen'

/** The environment variable LANGUAGE. Pages still see the user's languages, by the preferences below. */
export const CHROMIUM_LANGUAGE = 'en_US'

/** Every flag that Chromium is started with, one reason a line. */
export const chromiumFlags = (port: number): string[] => [
  // The protocol's pipe: nobody else on the machine can reach it, and Chromium ends when it closes.
  '--remote-debugging-pipe',
  // Hidden windows go on: the stage captures and speaks from one.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  // Sounds and voice answer a global key, which is no gesture in a page.
  '--autoplay-policy=no-user-gesture-required',
  '--enable-speech-dispatcher',
  // The whole screen is picked without a dialog; the app's own handler has decided before.
  `--auto-select-desktop-capture-source=${SCREEN_NAME}`,
  // As in Electron: the accessibility tree is there for whoever asks.
  '--force-renderer-accessibility',
  // SECURITY: nothing leaves the machine. Whatever is not the host's own server is refused by it as a proxy,
  // names are never resolved, and Chromium's own services stay silent.
  `--proxy-server=http://127.0.0.1:${port}`,
  `--proxy-bypass-list=<-loopback>;127.0.0.1:${port}`,
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-client-side-phishing-detection',
  '--disable-field-trial-config',
  '--disable-search-engine-choice-screen',
  '--no-pings',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-service-autorun',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  '--hide-crash-restore-bubble',
  '--allow-browser-signin=false',
  '--disable-features=NetworkTimeServiceQuerying,Translate,OptimizationHints,OptimizationGuideModelDownloading,MediaRouter,DialMediaRouteProvider,' +
    'AutofillServerCommunication,CertificateTransparencyComponentUpdater,InterestFeedContentSuggestions,' +
    'HardwareMediaKeyHandling,GlobalMediaControls,PushMessaging,CalculateNativeWinOcclusion',
]

/** The profile's preferences: no browser around the pages, nothing sent anywhere. */
export const chromiumPreferences = (languages: readonly string[]): object => ({
  browser: { custom_chrome_frame: false, check_default_browser: false, enable_spellchecking: false },
  intl: { accept_languages: languages.join(','), selected_languages: languages.join(',') },
  translate: { enabled: false },
  spellcheck: { use_spelling_service: false, dictionaries: [] },
  net: { network_prediction_options: 2 },
  safebrowsing: { enabled: false },
  search: { suggest_enabled: false },
  alternate_error_pages: { enabled: false },
  credentials_enable_service: false,
  autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
  profile: { exit_type: 'Normal', password_manager_enabled: false },
  session: { restore_on_startup: 5 },
})

/** What the browser itself remembers. Whether IPv6 reaches anywhere is not tried out: that would name an address. */
export const chromiumState = { net: { ipv6_reachability_override_enabled: true } }
