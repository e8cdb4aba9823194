/*
 * The part of Windows that notifications of UI Automation go through, with what arrives kept byte by byte
 * (uiautomationcoreapi.h, winreg.h, oleauto.h): one JSON object a line.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int32_t HRESULT;
typedef uint16_t WCHAR;
typedef struct Provider Provider;
typedef struct { void *query, *add; uint32_t (*Release)(Provider *); } Table;
struct Provider { const Table *table; uintptr_t window; };

static char text[1 << 20];
static size_t length;
static int32_t running, listening, strings, providers;
static HRESULT found, raised;

void fake_reset(void) { length = 0, running = listening = 1, strings = providers = 0, found = raised = 0; }
void fake_set(int32_t runs, int32_t listens, HRESULT find, HRESULT raise) {
  running = runs, listening = listens, found = find, raised = raise;
}
int32_t fake_live(void) { return strings + providers; }
const char *fake_log(void) { return text[length] = 0, text; }

static int named(const WCHAR *name, const char *known) {
  while (*known && *name == (WCHAR)(unsigned char)*known) name++, known++;
  return *name == 0 && *known == 0;
}

HRESULT CoInitializeEx(void *reserved, uint32_t model) { return reserved || model ? (HRESULT)0x80070057 : 0; }

void *SysAllocStringLen(const void *from, uint32_t units) {
  uint32_t *block = malloc(4 + 2 * (size_t)units + 2);
  block[0] = 2 * units;
  memcpy(block + 1, from, 2 * (size_t)units);
  ((WCHAR *)(block + 1))[units] = 0;
  return strings++, block + 1;
}
void SysFreeString(void *bstr) { strings--, free((uint32_t *)bstr - 1); }

int32_t RegGetValueW(uintptr_t root, const WCHAR *key, const WCHAR *name, uint32_t flags, uintptr_t type, uint32_t *value, uint32_t *bytes) {
  if (root != 0x80000001 || !named(key, "Software\\Microsoft\\Narrator\\NoRoam") || !named(name, "RunningState")) return 2;
  if (flags != 0x10 || type || *bytes != 4) return 87;
  return *value = (uint32_t)running, 0;
}

int32_t UiaClientsAreListening(void) { return listening; }

static uint32_t release(Provider *self) { return providers--, free(self), 0; }
static const Table TABLE = { NULL, NULL, release };

HRESULT UiaHostProviderFromHwnd(uintptr_t window, Provider **provider) {
  if (found) return found;
  *provider = malloc(sizeof **provider);
  (*provider)->table = &TABLE;
  (*provider)->window = window;
  return providers++, 0;
}

static void hex(const char *name, const WCHAR *bstr) {
  uint32_t bytes = ((const uint32_t *)bstr)[-1];
  length += (size_t)sprintf(text + length, ",\"%s\":{\"vt\":8,\"bytes\":%u,\"end\":%u,\"hex\":\"", name, bytes, bstr[bytes / 2]);
  for (uint32_t i = 0; i < bytes; i++) length += (size_t)sprintf(text + length, "%02x", ((const uint8_t *)bstr)[i]);
  length += (size_t)sprintf(text + length, "\"}");
}

HRESULT UiaRaiseNotificationEvent(Provider *provider, int kind, int processing, WCHAR *display, WCHAR *activity) {
  if (raised) return raised;
  if (length > sizeof text / 2) return (HRESULT)0x8007000E;
  length += (size_t)sprintf(text + length, "{\"window\":%zu,\"kind\":%d,\"processing\":%d", (size_t)provider->window, kind, processing);
  hex("text", display);
  hex("activity", activity);
  length += (size_t)sprintf(text + length, "}\n");
  return 0;
}
