"""OpenAI's own Python client, told nothing but the edge's address and keys. Prints one line of JSON."""

import json
import os

import openai

base, key, wrong, prompt = (os.environ[name] for name in ("BASE_URL", "KEY", "WRONG_KEY", "PROMPT"))
question = {"model": "gpt-4.1", "messages": [{"role": "user", "content": prompt + " hello from Python"}]}


def refusal(call):
    try:
        call()
    except openai.OpenAIError as error:
        return {"type": type(error).__name__, "code": getattr(error, "code", None), "message": str(error)}
    return {"type": "none"}


with openai.OpenAI(base_url=base, api_key=key) as client, openai.OpenAI(base_url=base, api_key=wrong) as stranger:
    completion = client.chat.completions.create(**question)
    chunks = list(client.chat.completions.create(stream=True, **question))
    print(json.dumps({
        "unary": completion.choices[0].message.content,
        "usage": completion.usage.total_tokens,
        "streamed": "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices),
        "finish_reasons": [c.finish_reason for chunk in chunks for c in chunk.choices if c.finish_reason],
        "models": [model.id for model in client.models.list()],
        "wrong_key": refusal(lambda: stranger.chat.completions.create(**question)),
        "wrong_key_stream": refusal(lambda: stranger.chat.completions.create(stream=True, **question)),
        "wrong_key_models": refusal(lambda: stranger.models.list()),
        "unknown_model": refusal(lambda: client.chat.completions.create(**(question | {"model": "gpt-0"}))),
    }))
