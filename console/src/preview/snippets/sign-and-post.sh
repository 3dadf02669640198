# Plays the gateway: signs body.json with your secret and posts it to your receiver.
SIGNATURE=$(openssl dgst -sha256 -hmac "$WEBHOOK_SECRET_KEY" < body.json | sed 's/^.*= *//')

curl -X POST "$RECEIVER_URL" \
  -H "Content-Type: application/json" \
  -H "X-StreamGank-Signature: sha256=$SIGNATURE" \
  --data-binary @body.json
