"""Embeds sentences over HTTP: an example to lint and estimate, after the ML API that Layer Cost comes from."""

from fastapi import FastAPI
from pydantic import BaseModel
from sentence_transformers import SentenceTransformer

app = FastAPI()
model = SentenceTransformer("all-MiniLM-L6-v2")


class Sentences(BaseModel):
    texts: list[str]


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/embed")
def embed(sentences: Sentences) -> list[list[float]]:
    return model.encode(sentences.texts).tolist()
