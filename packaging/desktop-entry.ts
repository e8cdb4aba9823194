/** Descry's entry in the menus of Linux desktops, beside what electron-builder fills in. */
export const DESKTOP_ENTRY = {
  GenericName: 'Picture and screen describer',
  'GenericName[de]': 'Bild- und Bildschirmbeschreiber',
  'Name[de]': 'Descry',
  'Comment[de]': 'Beschreibt Bilder, den Bildschirm und was die Kamera sieht, mit einem Modell auf diesem Rechner.',
  Keywords: 'accessibility;blind;low vision;describe;picture;screen;camera;read;text;OCR;speech;',
  'Keywords[de]': 'Barrierefreiheit;blind;sehbehindert;beschreiben;Bild;Bildschirm;Kamera;vorlesen;Text;OCR;Sprache;',
  'X-GNOME-SingleWindow': 'true',
}
