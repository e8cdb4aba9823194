/*
 * Stands in for nvdaControllerClient.dll: the same functions, from nvaccess/nvda's nvdaController.idl, with UTF-16
 * text. It keeps what it is given, and does what a test told it. A text with "forever" in it sounds until it is
 * cancelled. The fake_ functions are the test's.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifndef VERSION
#define VERSION 2
#endif

typedef uint32_t (*mark_callback)(const uint16_t *mark);

enum { NOT_RUNNING = 1722, CALL_FAILED = 1726, UNKNOWN_IF = 1717, CANCELLED = 1223 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static mark_callback callback;
static char calls[1 << 20];
static size_t length;
static uint32_t pid = 4711;
static int running = 1, older = 0, hanging = 0, held = 0, deaf = 0, apart = 0;
static int cancels = 0, cuts = 0, begun = 0;

static void record(const char *name, const uint16_t *text, const char *rest)
{
    pthread_mutex_lock(&lock);
    length += (size_t)snprintf(calls + length, sizeof calls - length, "%s ", name);
    for (; text && *text && length + 64 < sizeof calls; text++)
        /* The bytes as they lie in memory. */
        length += (size_t)snprintf(calls + length, 8, "%02x%02x", *(const uint8_t *)text, *((const uint8_t *)text + 1));
    length += (size_t)snprintf(calls + length, sizeof calls - length, " %s\n", rest);
    pthread_mutex_unlock(&lock);
}

static int contains(const uint16_t *text, const char *part)
{
    for (; *text; text++) {
        size_t i = 0;
        while (part[i] && text[i] == (uint16_t)part[i]) i++;
        if (!part[i]) return 1;
    }
    return 0;
}

/* The name of the mark that begins at or behind `text`; where it ends is returned. */
static const uint16_t *mark_name(const uint16_t *text, uint16_t name[64])
{
    static const char before[] = "<mark name=\"";
    size_t n = 0;
    for (; *text; text++) {
        size_t i = 0;
        while (before[i] && text[i] == (uint16_t)before[i]) i++;
        if (!before[i]) {
            for (text += i; *text && *text != '"' && n < 63; text++) name[n++] = *text;
            name[n] = 0;
            return text;
        }
    }
    name[0] = 0;
    return text;
}

static void *tell_apart(void *mark)
{
    callback(mark);
    return 0;
}

static void tell(uint16_t *mark)
{
    pthread_t thread;
    if (!callback || !mark[0]) return;
    if (!apart) {
        callback(mark);
        return;
    }
    pthread_create(&thread, 0, tell_apart, mark);
    pthread_join(thread, 0);
}

uint32_t nvdaController_testIfRunning(void)
{
    record("testIfRunning", 0, "");
    pthread_mutex_lock(&lock);
    while (hanging) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    return running ? 0 : NOT_RUNNING;
}

uint32_t nvdaController_speakText(const uint16_t *text)
{
    record("speakText", text, "");
    begun++;
    return running ? 0 : NOT_RUNNING;
}

uint32_t nvdaController_brailleMessage(const uint16_t *text)
{
    record("brailleMessage", text, "");
    return running ? 0 : NOT_RUNNING;
}

uint32_t nvdaController_cancelSpeech(void)
{
    record("cancelSpeech", 0, "");
    pthread_mutex_lock(&lock);
    cancels++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return running ? 0 : NOT_RUNNING;
}

#if VERSION > 1
uint32_t nvdaController_getProcessId(uint32_t *out)
{
    if (!running) return NOT_RUNNING;
    if (older) return UNKNOWN_IF;
    *out = pid;
    return 0;
}

uint32_t nvdaController_setOnSsmlMarkReachedCallback(mark_callback set)
{
    callback = set;
    return 0;
}

uint32_t nvdaController_speakSsml(const uint16_t *ssml, int32_t level, int32_t priority, uint8_t asynchronous)
{
    char rest[64];
    uint16_t first[64], last[64];
    int before;
    uint32_t code = 0;
    snprintf(rest, sizeof rest, "%d %d %d", level, priority, asynchronous);
    record("speakSsml", ssml, rest);
    if (!running) return NOT_RUNNING;
    if (older) return UNKNOWN_IF;
    mark_name(mark_name(ssml, first), last);
    pthread_mutex_lock(&lock);
    before = cancels;
    /* Deaf, as NVDA was before May 2026 (nvaccess/nvda#20220): what is cancelled before it began never returns. */
    while (held && running && (deaf || cancels == before)) pthread_cond_wait(&changed, &lock);
    if (cancels != before) {
        pthread_mutex_unlock(&lock);
        return CANCELLED;
    }
    begun++;
    pthread_mutex_unlock(&lock);
    tell(first);
    if (contains(ssml, "forever")) {
        pthread_mutex_lock(&lock);
        while (running && cancels == before) pthread_cond_wait(&changed, &lock);
        if (running) cuts++;
        code = running ? CANCELLED : CALL_FAILED;
        pthread_mutex_unlock(&lock);
        return code;
    }
    tell(last);
    return code;
}

#endif

static int *switch_of(char name)
{
    switch (name) {
    case 'r': return &running;
    case 'o': return &older;
    case 'h': return &hanging;
    case 'w': return &held;
    case 'd': return &deaf;
    default: return &apart;
    }
}

/* running, older, hangs, waits (nothing begins), deaf, apart (marks come from a thread of their own). */
void fake_set(char name, int on)
{
    pthread_mutex_lock(&lock);
    *switch_of(name) = on;
    if (name == 'r' && on) pid++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

const char *fake_calls(void)
{
    return calls;
}

int fake_begun(void)
{
    return begun;
}

int fake_cuts(void)
{
    return cuts;
}

int fake_listens(void)
{
    return callback != 0;
}
