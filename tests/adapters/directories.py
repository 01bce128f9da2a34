"""Doubles of the public directories, on loopback: they speak the JSON of the real ones, and misbehave on demand."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

ARCHER: dict[str, Any] = {
    "siren": "441208733",
    "nom_complet": "GROUPE ARCHER",
    "nom_raison_sociale": "GROUPE ARCHER",
    "sigle": None,
    "nombre_etablissements": 2,
    "siege": {
        "siret": "44120873300010",
        "adresse": "12 RUE SAINT-NICOLAS 26100 ROMANS-SUR-ISERE",
        "code_postal": "26100",
        "commune": "26281",
        "libelle_commune": "ROMANS-SUR-ISERE",
        "departement": "26",
        "latitude": "45.0469",
        "longitude": 5.0517,
        "activite_principale": "78.20Z",
        "etat_administratif": "A",
    },
    "nature_juridique": "5710",
    "tranche_effectif_salarie": "22",
    "date_creation": "2002-03-01",
    "etat_administratif": "A",
    "complements": {
        "est_association": False,
        "identifiant_association": "W262000001",
        "est_ess": True,
        "collectivite_territoriale": None,
    },
    "matching_etablissements": [
        {
            "siret": "44120873300028",
            "adresse": "3 PLACE JULES NADI 26100 ROMANS-SUR-ISERE",
            "commune": "26281",
            "departement": "26",
        }
    ],
}
STREET: dict[str, Any] = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [5.0517, 45.0469]},
    "properties": {
        "label": "12 Rue Saint-Nicolas 26100 Romans-sur-Isère",
        "score": 0.97,
        "type": "housenumber",
        "name": "12 Rue Saint-Nicolas",
        "postcode": "26100",
        "citycode": "26281",
        "city": "Romans-sur-Isère",
        "context": "26, Drôme, Auvergne-Rhône-Alpes",
    },
}
TOWN: dict[str, Any] = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [5.05, 45.05]},
    "properties": {**STREET["properties"], "type": "municipality", "name": "Romans-sur-Isère"},
}


@dataclass(slots=True)
class Double:
    """One directory: what it answers next, and what it was asked."""

    url: str
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    asked: list[dict[str, str]] = field(default_factory=list)

    def companies(self, *results: dict[str, Any]) -> None:
        """Answer as the directory of companies does."""
        count = len(results)
        self._say({"results": results, "total_results": count, "page": 1, "per_page": 5, "total_pages": min(count, 1)})

    def addresses(self, *features: dict[str, Any]) -> None:
        """Answer as the address base does."""
        self._say({"type": "FeatureCollection", "features": features, "query": "x"})

    def refuse(self, status: int, body: object, **headers: str) -> None:
        """Answer with an error."""
        self._say(body)
        self.status, self.headers = status, {name.replace("_", "-"): value for name, value in headers.items()}

    def _say(self, body: object) -> None:
        self.body, self.status, self.headers = json.dumps(body).encode(), 200, {}


@contextmanager
def double() -> Iterator[Double]:
    """A directory on a free port of loopback, while the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    made = Double(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = _handler(made)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def _handler(made: Double) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            made.asked.append({"path": parts.path, **{name: said[0] for name, said in parse_qs(parts.query).items()}})
            time.sleep(made.delay)
            try:
                self.send_response(made.status)
                for name, value in {"content-type": "application/json", **made.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(made.body)))
                self.end_headers()
                self.wfile.write(made.body)
            except OSError:
                return  # whoever asked has gone

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    return Handler
