"""Makes test/fixtures/pictures/resize: pictures and what Pillow's bicubic resize makes of them.

    pip install -r test/support/pictures/requirements.txt
    python test/support/pictures/make-pillow-fixtures.py

Photographs come from scikit-image's own package data: rocket.jpg (SpaceX, CC0) and retina.jpg (public
domain). The rest is drawn here with the typeface inside Pillow, so nothing else is needed. Pictures
are stored losslessly: the comparison is of resizing alone.
"""

import json
from pathlib import Path

import PIL
import skimage
from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "pictures" / "resize"
DATA = Path(skimage.__file__).parent / "data"
WORDS = (
    "The harbour office opens at seven. Bring the form, two photographs and the receipt. "
    "Boats over nine metres pay by the day, smaller ones by the week; ask at the window. "
    "Nothing is kept for longer than thirty days, and nothing is sent without your consent. "
).split()


def fill(draw, box, size, ink, start):
    """Sets words of one size in a box, line by line; `start` turns the text so that blocks differ."""
    font = ImageFont.load_default(size)
    left, top, right, bottom = box
    x, y, n = left, top, start
    while y + size < bottom:
        word = WORDS[n % len(WORDS)] + " "
        width = draw.textlength(word, font)
        if x + width > right:
            x, y = left, y + round(size * 1.5)
            continue
        draw.text((x, y), word, ink, font)
        x, n = x + width, n + 1


def page():
    """A page of small black text, portrait, odd sides."""
    image = Image.new("RGB", (1131, 1599), "white")
    draw = ImageDraw.Draw(image)
    fill(draw, (90, 80, 1040, 150), 40, "black", 0)
    fill(draw, (90, 180, 1040, 1520), 18, "black", 3)
    return image


def screen():
    """A 3840 by 2160 dark screen: sidebar, two columns of text, coloured panels, hairlines."""
    image = Image.new("RGB", (3840, 2160), "#1e1e1e")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 520, 2160), "#252526")
    draw.rectangle((0, 0, 3840, 70), "#0a64c8")
    fill(draw, (40, 110, 480, 2100), 26, "#cccccc", 1)
    fill(draw, (600, 120, 2300, 2080), 24, "#d4d4d4", 5)
    draw.rectangle((2400, 120, 3780, 1000), "#f5f5f5")
    fill(draw, (2440, 160, 3740, 960), 30, "#222222", 9)
    for n, ink in enumerate(("#e51400", "#fa6800", "#f0a30a", "#60a917", "#1ba1e2")):
        draw.rectangle((2400 + n * 280, 1100, 2640 + n * 280, 2040), ink)
    for y in range(1100, 2040, 20):
        draw.line((2400, y, 3780, y), "#ffffff", 1)
    return image


def main():
    rocket = Image.open(DATA / "rocket.jpg").convert("RGB")
    retina = Image.open(DATA / "retina.jpg").convert("RGB")
    cases = {
        "photo": (rocket, (224, 224)),
        "photo-large": (retina, (224, 224)),
        "page": (page(), (224, 224)),
        "screen": (screen(), (224, 224)),
        "odd": (rocket.crop((13, 7, 346, 424)), (224, 224)),
        "upscaled": (rocket.crop((200, 150, 297, 221)), (224, 224)),
        "one-way": (rocket.crop((0, 90, 640, 219)), (224, 224)),
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (image, size) in cases.items():
        lossless = {"lossless": True, "quality": 100, "method": 6, "exact": True}
        image.save(FOLDER / f"{name}.webp", **lossless)
        image.resize(size, Image.BICUBIC).save(FOLDER / f"{name}.resized.webp", **lossless)
    made = {"pillow": PIL.__version__, "scikit-image": skimage.__version__, "filter": "BICUBIC"}
    listed = {name: {"from": image.size, "to": size} for name, (image, size) in cases.items()}
    text = json.dumps({"made": made, "cases": listed}, indent=2)
    (FOLDER / "cases.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
