"""The client that people come with: plain requests, a Bearer key, keyword arguments. Prints one line of JSON."""

import json
import os

import requests

base, key, wrong, prompt = (os.environ[name] for name in ("BASE_URL", "KEY", "WRONG_KEY", "PROMPT"))


class Client:
    def __init__(self, base_url, api_key):
        self.base_url = base_url
        self.headers = {"Authorization": f"Bearer {api_key}", "Content-Type": "application/json"}

    def chat(self, model, messages, **kwargs):
        body = {"model": model, "messages": messages, **kwargs}
        response = requests.post(f"{self.base_url}/chat/completions", headers=self.headers, json=body, timeout=30)
        response.raise_for_status()
        return response.json()

    def models(self):
        response = requests.get(f"{self.base_url}/models", headers=self.headers, timeout=30)
        response.raise_for_status()
        return response.json()


def refusal(call):
    try:
        call()
    except requests.HTTPError as error:
        return {"status": error.response.status_code, "body": error.response.json()}
    return {"status": "none"}


messages = [{"role": "user", "content": prompt + " hello from requests"}]
client, stranger = Client(base, key), Client(base, wrong)
as_curl = requests.post(
    f"{base}/chat/completions", headers={"X-API-Key": key}, timeout=30, json={"model": "gpt-4.1", "messages": messages})
streamed = requests.post(
    f"{base}/chat/completions", headers=client.headers, timeout=30, stream=True,
    json={"model": "gpt-4.1", "messages": messages, "stream": True})
print(json.dumps({
    "unary": client.chat("gpt-4.1", messages, temperature=0.2, max_tokens=3)["choices"][0],
    "models": [model["id"] for model in client.models()["data"]],
    "x_api_key": as_curl.status_code,
    "last_line": [line for line in streamed.iter_lines(decode_unicode=True) if line][-1],
    "wrong_key": refusal(lambda: stranger.chat("gpt-4.1", messages)),
    "wrong_key_models": refusal(stranger.models),
}))
