"""The tokenizer and the JSON files of the tiny Florence-2, in the form of the published folders."""

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors, trainers

# What the byte-level merges are learned from: enough for whole words and for halves of them.
SENTENCES = [
    "What does the image describe? Describe in detail what is shown in the image.",
    "Describe with a paragraph what is shown in the image. What is the text in the image?",
    "What is the text in the image, with regions? Locate the objects with category name in the image.",
    "Locate the objects in the image, with their descriptions. Locate the region proposals in the image.",
    "Locate the phrases in the caption: A green car parked in front of a yellow building.",
    "A man in a red shirt is sitting on a sofa, a dog beside him. Gr\u00f6\u00dfe, Stra\u00dfe, T\u00fcr.",
]

# BART's first ids; what Florence-2 adds behind them, in its processor's order.
FIRST = ["<s>", "<pad>", "</s>", "<unk>"]
ADDED = [
    "<mask>",
    *["<od>", "</od>", "<ocr>", "</ocr>"],
    *[f"<loc_{place}>" for place in range(1000)],
    *["<cap>", "</cap>", "<ncap>", "</ncap>", "<dcap>", "</dcap>", "<grounding>", "</grounding>"],
    *["<seg>", "</seg>", "<sep>", "<region_cap>", "</region_cap>"],
    *["<region_to_desciption>", "</region_to_desciption>", "<proposal>", "</proposal>"],
    *["<poly>", "</poly>", "<and>"],
]

# Source of the three tables: Florence2Processor of transformers.
ANSWERS = {
    "<OCR>": "pure_text",
    "<OCR_WITH_REGION>": "ocr",
    "<CAPTION>": "pure_text",
    "<DETAILED_CAPTION>": "pure_text",
    "<MORE_DETAILED_CAPTION>": "pure_text",
    "<OD>": "description_with_bboxes",
    "<DENSE_REGION_CAPTION>": "description_with_bboxes",
    "<CAPTION_TO_PHRASE_GROUNDING>": "phrase_grounding",
    "<REFERRING_EXPRESSION_SEGMENTATION>": "polygons",
    "<REGION_TO_SEGMENTATION>": "polygons",
    "<OPEN_VOCABULARY_DETECTION>": "description_with_bboxes_or_polygons",
    "<REGION_TO_CATEGORY>": "pure_text",
    "<REGION_TO_DESCRIPTION>": "pure_text",
    "<REGION_TO_OCR>": "pure_text",
    "<REGION_PROPOSAL>": "bboxes",
}
PROMPTS = {
    "<OCR>": "What is the text in the image?",
    "<OCR_WITH_REGION>": "What is the text in the image, with regions?",
    "<CAPTION>": "What does the image describe?",
    "<DETAILED_CAPTION>": "Describe in detail what is shown in the image.",
    "<MORE_DETAILED_CAPTION>": "Describe with a paragraph what is shown in the image.",
    "<OD>": "Locate the objects with category name in the image.",
    "<DENSE_REGION_CAPTION>": "Locate the objects in the image, with their descriptions.",
    "<REGION_PROPOSAL>": "Locate the region proposals in the image.",
}
PROMPTS_WITH_INPUT = {
    "<CAPTION_TO_PHRASE_GROUNDING>": "Locate the phrases in the caption: {input}",
    "<REFERRING_EXPRESSION_SEGMENTATION>": "Locate {input} in the image with mask",
    "<REGION_TO_SEGMENTATION>": "What is the polygon mask of region {input}",
    "<OPEN_VOCABULARY_DETECTION>": "Locate {input} in the image.",
    "<REGION_TO_CATEGORY>": "What is the region {input}?",
    "<REGION_TO_DESCRIPTION>": "What does the region {input} describe?",
    "<REGION_TO_OCR>": "What text is in the region {input}?",
}


def build_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=len(FIRST) + 256 + 150,
        special_tokens=FIRST,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in ADDED])
    tokenizer.post_processor = processors.RobertaProcessing(
        ("</s>", tokenizer.token_to_id("</s>")),
        ("<s>", tokenizer.token_to_id("<s>")),
        trim_offsets=True,
        add_prefix_space=False,
    )
    return tokenizer


def tokenizer_config() -> dict:
    return {
        "tokenizer_class": "BartTokenizer",
        "processor_class": "Florence2Processor",
        "add_prefix_space": False,
        "additional_special_tokens": ADDED[1:],
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "mask_token": "<mask>",
        "errors": "replace",
        "trim_offsets": True,
        "model_max_length": 1024,
        "clean_up_tokenization_spaces": False,
    }


def preprocessor_config(side: int, sequence: int) -> dict:
    return {
        "processor_class": "Florence2Processor",
        "image_processor_type": "CLIPImageProcessor",
        "do_convert_rgb": None,
        "do_resize": True,
        "size": {"height": side, "width": side},
        "resample": 3,
        "do_center_crop": False,
        "crop_size": {"height": side, "width": side},
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": [0.485, 0.456, 0.406],
        "image_std": [0.229, 0.224, 0.225],
        "image_seq_length": sequence,
        "tasks_answer_post_processing_type": ANSWERS,
        "task_prompts_without_inputs": PROMPTS,
        "task_prompts_with_input": PROMPTS_WITH_INPUT,
    }


def config(text, vision, vocabulary: int) -> dict:
    """config.json under the names of the published model, which are not those of transformers' own class."""
    ids = {"bos_token_id": 0, "eos_token_id": 2, "pad_token_id": 1}
    return {
        "architectures": ["Florence2ForConditionalGeneration"],
        "model_type": "florence2",
        "is_encoder_decoder": True,
        "projection_dim": vision["projection_dim"],
        "vocab_size": vocabulary,
        **ids,
        "text_config": {
            "model_type": "florence2_language",
            "is_encoder_decoder": True,
            "vocab_size": vocabulary,
            **{key: text[key] for key in (
                "d_model", "encoder_layers", "decoder_layers", "encoder_attention_heads",
                "decoder_attention_heads", "encoder_ffn_dim", "decoder_ffn_dim",
                "max_position_embeddings", "activation_function", "scale_embedding",
            )},
            **ids,
            "decoder_start_token_id": 2,
            "forced_bos_token_id": 0,
            "forced_eos_token_id": 2,
            "no_repeat_ngram_size": 3,
            "num_beams": 3,
            "early_stopping": True,
        },
        "vision_config": {
            "model_type": "davit",
            "dim_embed": vision["embed_dim"],
            **{key: vision[key] for key in (
                "depths", "num_heads", "num_groups", "patch_size", "patch_stride", "patch_padding",
                "patch_prenorm", "window_size", "projection_dim", "drop_path_rate",
            )},
            "visual_temporal_embedding": {
                "type": "COSINE", "max_temporal_embeddings": vision["max_temporal_embeddings"],
            },
            "image_pos_embed": {
                "type": "learned_abs_2d", "max_pos_embeddings": vision["max_position_embeddings"],
            },
            "image_feature_source": ["spatial_avg_pool", "temporal_avg_pool"],
        },
    }


def generation_config(new_tokens: int) -> dict:
    return {
        "bos_token_id": 0,
        "decoder_start_token_id": 2,
        "eos_token_id": 2,
        "pad_token_id": 1,
        "forced_bos_token_id": 0,
        "forced_eos_token_id": 2,
        "no_repeat_ngram_size": 3,
        "num_beams": 3,
        "early_stopping": True,
        "max_new_tokens": new_tokens,
    }
