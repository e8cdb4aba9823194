/*
 * The part of Windows and of JAWS's COM object that Descry calls, with the layouts of Microsoft's headers
 * (oaidl.h, wtypes.h) written out: calls really go through a table of functions, BSTRs and VARIANTs.
 * `log_text` tells what arrived, byte by byte, one JSON object a line.
 */
#include <pthread.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int32_t HRESULT;
typedef uint16_t WCHAR;
typedef struct { WCHAR vt, reserved1, reserved2, reserved3; union { int16_t boolean; WCHAR *bstr; struct { void *a, *b; } record; } value; } VARIANT;
typedef struct { VARIANT *rgvarg; int32_t *rgdispidNamedArgs; uint32_t cArgs, cNamedArgs; } DISPPARAMS;
typedef struct Object Object;
typedef struct {
  HRESULT (*QueryInterface)(Object *, const uint8_t *, void **);
  uint32_t (*AddRef)(Object *);
  uint32_t (*Release)(Object *);
  HRESULT (*GetTypeInfoCount)(Object *, uint32_t *);
  HRESULT (*GetTypeInfo)(Object *, uint32_t, uint32_t, void **);
  HRESULT (*GetIDsOfNames)(Object *, const uint8_t *, WCHAR **, uint32_t, uint32_t, int32_t *);
  HRESULT (*Invoke)(Object *, int32_t, const uint8_t *, uint32_t, uint16_t, DISPPARAMS *, VARIANT *, void *, uint32_t *);
} Table;
struct Object { const Table *table; int32_t generation; };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t released = PTHREAD_COND_INITIALIZER;
static char *text;
static size_t length, room;
static int32_t running, taken, generation, hanging, held, strings, objects;
static HRESULT created, invoked;

static const char *NAMES[] = { "SayString", "StopSpeech", "RunFunction" };

static void put(const char *format, ...) {
  va_list args;
  char part[256];
  va_start(args, format);
  int n = vsnprintf(part, sizeof part, format, args);
  va_end(args);
  if (length + (size_t)n + 1 > room) text = realloc(text, room = (room + (size_t)n) * 2 + 4096);
  memcpy(text + length, part, (size_t)n + 1);
  length += (size_t)n;
}

static int named(const WCHAR *name, const char *known) {
  while (*known && *name == (WCHAR)(unsigned char)*known) name++, known++;
  return *name == 0 && *known == 0;
}

static int zero(const uint8_t *bytes, int count) {
  while (count > 0 && *bytes == 0) bytes++, count--;
  return count == 0;
}

/* What a test sets and asks. */
void fake_reset(void) {
  pthread_mutex_lock(&lock);
  length = 0;
  running = taken = 1;
  generation++;
  hanging = strings = objects = 0;
  created = invoked = 0;
  pthread_mutex_unlock(&lock);
}
void fake_set(int32_t is_running, int32_t takes, HRESULT create, HRESULT invoke) {
  pthread_mutex_lock(&lock);
  running = is_running, taken = takes, created = create, invoked = invoke;
  pthread_mutex_unlock(&lock);
}
void fake_restart(void) {
  pthread_mutex_lock(&lock);
  generation++;
  pthread_mutex_unlock(&lock);
}
void fake_hang(int32_t on) {
  pthread_mutex_lock(&lock);
  hanging = on;
  pthread_cond_broadcast(&released);
  pthread_mutex_unlock(&lock);
}
int32_t fake_held(void) { return held; }
int32_t fake_live_strings(void) { return strings; }
int32_t fake_live_objects(void) { return objects; }
int32_t fake_size(int32_t what) {
  return (int32_t)(what == 0 ? sizeof(VARIANT) : what == 1 ? sizeof(DISPPARAMS) : offsetof(VARIANT, value));
}
const char *fake_log(void) { return length ? text : ""; }

/* oleauto.h */
void *SysAllocStringLen(const void *from, uint32_t units) {
  uint32_t *block = malloc(4 + 2 * (size_t)units + 2);
  block[0] = 2 * units;
  memcpy(block + 1, from, 2 * (size_t)units);
  ((WCHAR *)(block + 1))[units] = 0;
  __sync_add_and_fetch(&strings, 1);
  return block + 1;
}
void SysFreeString(void *bstr) {
  if (!bstr) return;
  __sync_sub_and_fetch(&strings, 1);
  free((uint32_t *)bstr - 1);
}
HRESULT VariantClear(VARIANT *variant) {
  memset(variant, 0, sizeof *variant);
  return 0;
}

/* winuser.h */
uintptr_t FindWindowW(const WCHAR *class_name, const WCHAR *title) {
  return running && named(class_name, "JFWUI2") && title == NULL ? 0x1234 : 0;
}

static uint32_t release(Object *self) {
  __sync_sub_and_fetch(&objects, 1);
  free(self);
  return 0;
}
static HRESULT ids(Object *self, const uint8_t *iid, WCHAR **names, uint32_t count, uint32_t locale, int32_t *id) {
  if (!zero(iid, 16) || count != 1 || locale != 0x400) return (HRESULT)0x80070057;
  for (int i = 0; i < 3; i++)
    if (named(names[0], NAMES[i])) return *id = 100 + i, 0;
  return *id = -1, (HRESULT)0x80020006;
}
static HRESULT invoke(Object *self, int32_t id, const uint8_t *iid, uint32_t locale, uint16_t flags, DISPPARAMS *params, VARIANT *result, void *exception, uint32_t *wrong) {
  if (id < 100 || id > 102 || !zero(iid, 16) || locale != 0x400) return (HRESULT)0x80020003;
  pthread_mutex_lock(&lock);
  held = hanging;
  while (hanging) pthread_cond_wait(&released, &lock);
  held = 0;
  HRESULT end = self->generation != generation ? (HRESULT)0x80010108 : invoked;
  int takes = end == 0 && taken && running;
  put("{\"method\":\"%s\",\"flags\":%u,\"named\":%u,\"taken\":%s,\"args\":[", NAMES[id - 100], flags, params->cNamedArgs, takes ? "true" : "false");
  for (uint32_t i = 0; i < params->cArgs; i++) {
    const VARIANT *arg = params->rgvarg + i;
    put("%s{\"vt\":%u", i ? "," : "", arg->vt);
    if (arg->vt == 11) put(",\"boolean\":%d", arg->value.boolean);
    if (arg->vt == 8) {
      uint32_t bytes = ((uint32_t *)arg->value.bstr)[-1];
      put(",\"bytes\":%u,\"end\":%u,\"hex\":\"", bytes, arg->value.bstr[bytes / 2]);
      for (uint32_t b = 0; b < bytes; b++) put("%02x", ((uint8_t *)arg->value.bstr)[b]);
      put("\"");
    }
    put("}");
  }
  put("]}\n");
  /* StopSpeech answers nothing. */
  if (end == 0 && id != 101) result->vt = 11, result->value.boolean = takes ? -1 : 0;
  pthread_mutex_unlock(&lock);
  return end;
}
static const Table TABLE = { NULL, NULL, release, NULL, NULL, ids, invoke };

/* combaseapi.h */
HRESULT CoInitializeEx(void *reserved, uint32_t model) { return reserved || model ? (HRESULT)0x80070057 : 0; }
HRESULT CLSIDFromProgID(const WCHAR *name, uint8_t *clsid) {
  if (!named(name, "FreedomSci.JawsApi")) return (HRESULT)0x800401F3;
  memset(clsid, 0xAB, 16);
  return 0;
}
HRESULT CoCreateInstance(const uint8_t *clsid, void *outer, uint32_t context, const uint8_t *iid, void **object) {
  static const uint8_t IDISPATCH[16] = { 0, 4, 2, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46 };
  if (clsid[0] != 0xAB || clsid[15] != 0xAB || outer || context != 1 || memcmp(iid, IDISPATCH, 16)) return (HRESULT)0x80070057;
  if (created) return created;
  Object *made = malloc(sizeof *made);
  made->table = &TABLE;
  made->generation = generation;
  __sync_add_and_fetch(&objects, 1);
  *object = made;
  return 0;
}
