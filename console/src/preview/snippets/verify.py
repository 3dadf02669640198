import hashlib
import hmac
import os


# body: the raw bytes of the request; signature: its header X-StreamGank-Signature.
def verify(body: bytes, signature: str, secret: str = os.environ.get("WEBHOOK_SECRET_KEY", "")) -> bool:
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())
