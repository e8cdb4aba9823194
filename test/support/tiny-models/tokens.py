"""The tokenizer, chat template and processor files of the tiny models."""

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors, trainers

# What the byte-level merges are learned from: enough for whole words and for halves of them.
SENTENCES = [
    "Describe this image. Describe this image in detail. What is in this image?",
    "User: Assistant: Read the text. Line by line, please. What changed?",
    "Which of them shows a dog? How many people are there? What colour is it?",
    "A dog runs on the grass. A man in a red shirt is sitting on a sofa.",
    "The window shows a dialog with a button. Was sieht man hier? Größe, Straße, Tür.",
]

# SmolVLM names tiles up to 6 × 6; so do these.
TILES = [f"<row_{row}_col_{col}>" for row in range(1, 7) for col in range(1, 7)]
PICTURE = ["<image>", "<fake_token_around_image>", "<global-img>", *TILES]

FAMILIES = {
    # The form of SmolVLM: the template writes the first token, the tokenizer adds nothing.
    "smolvlm": {
        "specials": ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        "bos": "<|im_start|>",
        "pad": "<|im_end|>",
        "capitalize": "message['role'] | capitalize",
        "adds_bos": False,
        "digits": True,
    },
    # The form of Idefics3-8B-Llama3: the template writes the first token and the tokenizer's own
    # post-processor puts it there once more.
    "idefics3": {
        "specials": ["<|begin_of_text|>", "<|end_of_text|>"],
        "bos": "<|begin_of_text|>",
        "pad": "<|end_of_text|>",
        "capitalize": "message['role'].capitalize()",
        "adds_bos": True,
        "digits": False,
    },
}
END = "<end_of_utterance>"


def build_tokenizer(family: str) -> Tokenizer:
    form = FAMILIES[family]
    tokenizer = Tokenizer(models.BPE())
    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    steps = [pre_tokenizers.Digits(individual_digits=True)] if form["digits"] else []
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([*steps, byte_level])
    tokenizer.decoder = decoders.ByteLevel()
    specials = [*form["specials"], *PICTURE, END]
    trainer = trainers.BpeTrainer(
        vocab_size=len(specials) + 256 + 160,
        special_tokens=specials,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in specials])
    if form["adds_bos"]:
        bos = form["bos"]
        tokenizer.post_processor = processors.TemplateProcessing(
            single=f"{bos} $A", pair=f"{bos} $A {bos} $B", special_tokens=[(bos, tokenizer.token_to_id(bos))]
        )
    return tokenizer


def tokenizer_config(family: str) -> dict:
    form = FAMILIES[family]
    template = (
        form["bos"]
        + "{% for message in messages %}{{ " + form["capitalize"] + " }}"
        + "{% if message['content'][0]['type'] == 'image' %}{{ ':' }}{% else %}{{ ': ' }}{% endif %}"
        + "{% for part in message['content'] %}"
        + "{% if part['type'] == 'text' %}{{ part['text'] }}"
        + "{% elif part['type'] == 'image' %}{{ '<image>' }}{% endif %}{% endfor %}"
        + END + "\n{% endfor %}{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}"
    )
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "processor_class": "Idefics3Processor" if family == "idefics3" else "SmolVLMProcessor",
        "bos_token": form["bos"],
        "eos_token": END,
        "pad_token": form["pad"],
        "unk_token": form["specials"][0],
        "model_max_length": 4096,
        "clean_up_tokenization_spaces": False,
        "chat_template": template,
    }


def preprocessor_config(family: str, tile: int, longest_edge: int, splitting: bool) -> dict:
    kind = "Idefics3" if family == "idefics3" else "SmolVLM"
    return {
        "processor_class": f"{kind}Processor",
        "image_processor_type": f"{kind}ImageProcessor",
        "do_convert_rgb": True,
        "do_resize": True,
        "size": {"longest_edge": longest_edge},
        "max_image_size": {"longest_edge": tile},
        "resample": 1,
        "do_image_splitting": splitting,
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": [0.5, 0.5, 0.5],
        "image_std": [0.5, 0.5, 0.5],
        "do_pad": True,
    }
