"""Makes test/fixtures/pictures/tile-plans.json: rows and columns of tiles for sizes of pictures, as
transformers' own Idefics3 image processor cuts them.

    pip install -r test/support/pictures/requirements.txt
    python test/support/pictures/make-tile-plans.py
"""

import json
from pathlib import Path

import numpy as np
import transformers
from PIL import Image
from transformers.models.idefics3.image_processing_pil_idefics3 import Idefics3ImageProcessorPil

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "pictures" / "tile-plans.json"
# SmolVLM-256M, Idefics3-8B and a small model's edges.
PROCESSORS = ((2048, 512), (1456, 364), (128, 64), (100, 64))
SIZES = (
    (1920, 1080), (1080, 1920), (640, 480), (224, 224), (1, 1), (20, 1), (1, 20), (333, 417), (97, 71),
    (3840, 2160), (2560, 1080), (1000, 999), (999, 1000), (2048, 513), (513, 2048), (1366, 768), (500, 100),
    (4096, 17), (31, 1999), (1131, 1599),
)


def plan(processor, width, height):
    picture = Image.fromarray(np.zeros((height, width, 3), dtype=np.uint8))
    made = processor(picture, return_row_col_info=True)
    rows, cols = made["rows"][0][0], made["cols"][0][0]
    assert len(made["pixel_values"][0]) == rows * cols + 1
    return [width, height, rows, cols]


def main():
    made = []
    for longest, tile in PROCESSORS:
        edges = {"size": {"longest_edge": longest}, "max_image_size": {"longest_edge": tile}}
        processor = Idefics3ImageProcessorPil(**edges)
        plans = [plan(processor, *size) for size in SIZES]
        made.append({"longestEdge": longest, "tileSize": tile, "plans": plans})
    FILE.write_text(json.dumps({"transformers": transformers.__version__, "processors": made}) + "\n")


if __name__ == "__main__":
    main()
